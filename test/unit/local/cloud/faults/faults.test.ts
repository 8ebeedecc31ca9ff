import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

const stack = {
  name: 'test-Faults',
  resources: {
    Store: { Type: 'AWS::S3::Bucket', Properties: {} },
    Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'whisper', SecretString: 'hush' } },
    ...aFunction('greeter'),
  },
  code: { greeter: "exports.handler = async () => 'hello';" },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
});
afterEach(() => faults('DELETE'));
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const faults = async (method: string, wanted?: object) => {
  const answer = await cloud.control('/_dip/faults', wanted, method);
  return { status: answer.status, body: await answer.json() };
};
const client = (maxAttempts: number) => ({
  endpoint: cloud.url,
  region: 'eu-west-2',
  maxAttempts,
  credentials: cloud.accessKey(),
});
const put = (Bucket: string, attempts = 1) =>
  new S3Client({ ...client(attempts), forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }),
  );

test('calls fail as the service fails, as many as asked for, and then no more', async () => {
  await faults('POST', { service: 's3', action: 'PutObject', resource: 'other', times: 2 });
  const refusal = { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } };
  await expect(put('other')).rejects.toMatchObject(refusal);
  expect((await faults('GET')).body).toEqual([{ service: 's3', action: 'PutObject', resource: 'other', times: 1 }]);
  await expect(put('other')).rejects.toMatchObject(refusal);
  await expect(put('other')).resolves.toBeDefined();
});

test('a client that tries again gets through, as calls are counted and not commands', async () => {
  await faults('POST', { service: 's3', times: 2 });
  await expect(put('other', 3)).resolves.toBeDefined();
});

test('only what is named fails, by a part of its name or its logical id', async () => {
  const s3 = new S3Client({ ...client(1), forcePathStyle: true });
  const [bucket] = cloud.services.s3.buckets.all().filter(({ name }) => name.includes('store'));
  await put('other');
  await faults('POST', { service: 's3', resource: 'Store' });
  await expect(put(bucket?.name ?? '')).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: bucket?.name }))).rejects.toBeDefined();
  await expect(s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'a' }))).resolves.toBeDefined();
});

test('a JSON service fails in its own error format, until the faults are cleared', async () => {
  const read = () => new SecretsManagerClient(client(1)).send(new GetSecretValueCommand({ SecretId: 'whisper' }));
  await faults('POST', { service: 'secretsmanager', action: 'GetSecretValue', resource: 'whisper' });
  await expect(read()).rejects.toMatchObject({ name: 'InternalServiceError' });
  await faults('DELETE');
  await expect(read()).resolves.toMatchObject({ SecretString: 'hush' });
});

test('a function fails for whoever invokes it', async () => {
  await faults('POST', { service: 'lambda', resource: 'greeter', times: 1 });
  expect(await cloud.invoke('greeter')).toMatchObject({ outcome: 'function-error' });
  expect(await cloud.invoke('greeter')).toBe('hello');
});

test('a fault that nothing could meet is refused by name', async () => {
  expect(await faults('POST', { service: 's4' })).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('service') },
  });
  expect(await faults('POST', { service: 's3', times: 0 })).toMatchObject({ status: 400 });
});
