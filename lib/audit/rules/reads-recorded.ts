import { at, isTrue } from '../../template/at';
import type { Resource } from '../assembly/cloud';
import { keyReferenceOf } from '../assembly/key-of';
import { partsOf, retentionRuleNamed } from '../assembly/stores';
import { trailOf } from '../assembly/trail-of';
import { type Rule, unless } from './rule';

const recorded = ['redacted-access-record', 'unredacted-access-record', 'anonymised'];

const holdsRecords = (bucket: Resource): boolean =>
  partsOf(bucket).some(({ rule }) => retentionRuleNamed(rule)?.categories.some((one) => recorded.includes(one)));

export const readsRecorded: Rule = {
  name: 'ReadsRecorded',
  law: 'Law 2: a trail that cannot be changed unseen records every call on access records and statistics, in a store of its own',
  control: 'NCSC 13; DSPT C1',
  types: ['AWS::S3::Bucket'],
  verdict({ resource: bucket, cloud }) {
    if (!holdsRecords(bucket)) return 'not-applicable';
    const trail = trailOf(bucket, cloud);
    if (!trail) return { breaks: 'no trail records every call on its objects' };
    const { properties, stack } = trail;
    const store = cloud.target(at(properties, 'S3BucketName'), stack);
    const key = store && cloud.target(keyReferenceOf(store), store.stack);
    return unless(
      !isTrue(at(properties, 'IsLogging')) && 'its trail is switched off',
      !isTrue(at(properties, 'EnableLogFileValidation')) && 'a change of its trail would not be seen',
      at(properties, 'KMSKeyId') === undefined && 'its trail has no key of its own',
      key !== undefined && key === cloud.target(keyReferenceOf(bucket), bucket.stack) && 'its trail shares its key',
      store === bucket && 'its trail is kept in itself',
    );
  },
};
