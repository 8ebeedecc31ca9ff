import { at } from '../../template/at';
import { type Cloud, marker, type Resource } from '../assembly/cloud';
import { keyReferenceOf } from '../assembly/key-of';
import { resourcePolicyOf, type Statement } from '../assembly/policies';
import { exempt, isArnOf } from '../assembly/readers';
import { storeKinds } from '../assembly/stores';
import { deliveringStreams } from './access-log-stream';
import { type Rule, unless } from './rule';

/** The roles that a lock leaves out: those of a denial of the action, on all of the resources, to everybody else. */
function leftOut(
  policy: readonly Statement[],
  { action, resource }: { action: string; resource: string },
  of: Resource,
  cloud: Cloud,
) {
  return policy
    .filter(
      ({ effect, principals, actions, resources }) =>
        effect === 'Deny' && principals.includes('*') && actions.includes(action) && resources.includes(resource),
    )
    .flatMap(({ condition }) => exempt(condition, cloud, of));
}

const policiesOf = (bucket: Resource, cloud: Cloud) =>
  cloud
    .of('AWS::S3::BucketPolicy')
    .filter(({ properties, stack }) => cloud.target(at(properties, 'Bucket'), stack) === bucket)
    .flatMap((policy) => resourcePolicyOf(policy, cloud));

function sharers(bucket: Resource, key: Resource, cloud: Cloud): readonly string[] {
  return cloud
    .of(...Object.keys(storeKinds), 'AWS::KinesisFirehose::DeliveryStream')
    .filter((one) => one !== bucket && cloud.target(keyReferenceOf(one), one.stack) === key)
    .map((one) => cloud.path(one));
}

export const operationalLogLock: Rule = {
  name: 'OperationalLogLock',
  law: 'Law 2: access records have a key of their own, and bucket and key refuse everybody who is not named on them',
  control: 'NCSC 2, 9; DSPT B2, B3',
  types: ['AWS::S3::Bucket'],
  verdict({ resource: bucket, cloud }) {
    const streams = deliveringStreams(bucket, cloud);
    if (streams.length === 0) return 'not-applicable';
    const mayRead = leftOut(
      policiesOf(bucket, cloud),
      { action: 's3:GetObject', resource: `${marker(bucket)}/*` },
      bucket,
      cloud,
    );
    const key = cloud.target(keyReferenceOf(bucket), bucket.stack);
    if (!key) return { breaks: 'it has no key of the platform’s own' };
    const mayDecrypt = leftOut(resourcePolicyOf(key, cloud), { action: 'kms:Decrypt', resource: '*' }, key, cloud);
    const deliverers = streams.flatMap(
      ({ properties, stack }) =>
        cloud.target(at(properties, 'ExtendedS3DestinationConfiguration', 'RoleARN'), stack) ?? [],
    );
    const beyond = mayDecrypt.filter((arn) => !mayRead.includes(arn) && !deliverers.some((role) => isArnOf(role, arn)));
    const others = sharers(bucket, key, cloud);
    return unless(
      mayRead.length === 0 && 'its policy does not refuse whom it does not name',
      mayDecrypt.length === 0 && 'the policy of its key does not refuse whom it does not name',
      beyond.length > 0 && `its key decrypts for ${beyond.join(', ')}, which may not read it`,
      others.length > 0 && `its key also encrypts ${others.join(', ')}`,
    );
  },
};
