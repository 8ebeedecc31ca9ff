import { resourcePolicyOf, typesWithResourcePolicy } from '../assembly/policies';
import { isForEveryone } from '../assembly/readers';
import { type Rule, unless } from './rule';

export const noWildcardPrincipal: Rule = {
  name: 'NoWildcardPrincipal',
  law: 'No policy of a resource allows everyone without a condition that narrows whom',
  control: 'NCSC 9, 10; DSPT B2',
  types: typesWithResourcePolicy,
  verdict({ resource, cloud }) {
    const open = resourcePolicyOf(resource, cloud).filter(isForEveryone);
    const actions = [...new Set(open.flatMap((statement) => statement.actions))].sort();
    return unless(open.length > 0 && `everyone is allowed ${actions.join(', ')}`);
  },
};
