import type { AssemblyStack } from '../cloud/assembly/cloud-assembly';
import type { Cloud } from '../cloud/cloud';
import type { Services } from './services';

interface Needs extends Pick<Services, 'lambda' | 's3'> {
  readonly cloud: Pick<Cloud, 'account' | 'clock'>;
}

/** What `cdk deploy` does before a stack: files show in the asset bucket, folders stay where they are. */
export const makeUpload =
  ({ cloud: { account, clock }, lambda, s3 }: Needs) =>
  ({ assets }: AssemblyStack): void => {
    for (const { path, packaging, bucket, key } of assets) {
      const bucketName = bucket.replaceAll(/\$\{AWS::AccountId\}/g, account.id);
      if (packaging === 'zip') lambda.assets.set(`${bucketName}/${key}`, path);
      if (packaging === 'zip' || path.endsWith('.template.json')) continue;
      s3.buckets.ensure(bucketName).objects.link(key, path, clock.now());
    }
  };
