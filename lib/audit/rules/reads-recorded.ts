import { at, isTrue, listAt } from '../at';
import { type Cloud, marker, type Resource } from '../cloud';
import { keyReferenceOf } from '../key-of';
import { type Rule, unless } from '../rule';
import { partsOf, retentionRuleNamed } from '../stores';

const recorded = ['redacted-access-record', 'unredacted-access-record', 'anonymised'];

const holdsRecords = (bucket: Resource): boolean =>
  partsOf(bucket).some(({ rule }) => retentionRuleNamed(rule)?.categories.some((one) => recorded.includes(one)));

/** Whether a selector of a trail asks for every call on the objects of a bucket, reading and writing. */
function selects(selector: unknown, bucket: Resource, { cloud, stack }: { cloud: Cloud; stack: string }): boolean {
  const fields = new Map(listAt(selector, 'FieldSelectors').map((one) => [String(at(one, 'Field')), one]));
  const starts = listAt(fields.get('resources.ARN'), 'StartsWith').map((arn) => cloud.text(arn, stack));
  return (
    listAt(fields.get('eventCategory'), 'Equals').includes('Data') &&
    listAt(fields.get('resources.type'), 'Equals').includes('AWS::S3::Object') &&
    starts.includes(`${marker(bucket)}/`) &&
    fields.size === 3
  );
}

export const readsRecorded: Rule = {
  name: 'ReadsRecorded',
  law: 'Law 2: a trail that cannot be changed unseen records every call on access records and statistics, in a store of its own',
  control: 'NCSC 13; DSPT C1',
  types: ['AWS::S3::Bucket'],
  verdict({ resource: bucket, cloud }) {
    if (!holdsRecords(bucket)) return 'not-applicable';
    const trails = cloud
      .of('AWS::CloudTrail::Trail')
      .filter(({ properties, stack }) =>
        listAt(properties, 'AdvancedEventSelectors').some((one) => selects(one, bucket, { cloud, stack })),
      );
    const [trail] = trails;
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
