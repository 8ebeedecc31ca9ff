import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { scratchFolder, startTestCloud, writeAssembly } from '../unit/local/an-assembly';

/** A bucket of the embedded cloud: `s3rver` knows no conditional writes. */
export async function aBucket(BucketName: string) {
  const folder = scratchFolder();
  const cloud = await startTestCloud(folder);
  const resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName } } };
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
