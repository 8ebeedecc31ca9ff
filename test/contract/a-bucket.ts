import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { scratchFolder, startTestCloud, writeAssembly } from '../unit/local/an-assembly';

/** Buckets of the embedded cloud, and who may do anything there. */
export async function aBucket(...names: readonly string[]) {
  const folder = scratchFolder();
  const cloud = await startTestCloud(folder);
  const resources = Object.fromEntries(
    names.map((BucketName, index) => [`Bucket${index}`, { Type: 'AWS::S3::Bucket', Properties: { BucketName } }]),
  );
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [{ name: 'test-Stores', resources }]));
  const client = new S3Client({
    region: 'eu-west-2',
    endpoint: cloud.url,
    forcePathStyle: true,
    credentials: { accessKeyId: 'local-admin', secretAccessKey: cloud.controlToken },
  });
  const close = async () => {
    client.destroy();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { client, close };
}
