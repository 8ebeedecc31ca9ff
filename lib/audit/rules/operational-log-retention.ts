import { retention } from '../../../domain/retention/retention';
import { at, listAt } from '../../template/at';
import { partsOf, periodOf } from '../assembly/stores';
import { deliveringStreams } from './access-log-stream';
import { type Rule, unless } from './rule';

const most = retention.operationalLogs.keptFor.days;

export const operationalLogRetention: Rule = {
  name: 'OperationalLogRetention',
  law: `Law 2: access records are gone after ${most} days, and rest nowhere else before`,
  control: 'NCSC 2; DSPT B3',
  types: ['AWS::S3::Bucket'],
  verdict({ resource, cloud }) {
    if (deliveringStreams(resource, cloud).length === 0) return 'not-applicable';
    const rules = listAt(resource.properties, 'LifecycleConfiguration', 'Rules');
    const days = Math.max(...partsOf(resource).map((part) => periodOf(part, cloud).days ?? Infinity));
    return unless(
      days > most && `objects are kept for ${days === Infinity ? 'ever' : `${days} days`}`,
      rules.some((rule) => at(rule, 'Transitions') ?? at(rule, 'Transition')) && 'objects move to other storage first',
    );
  },
};
