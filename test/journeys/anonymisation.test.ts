import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parquetReadObjects } from 'hyparquet';
import { traffic } from '../../domain/logs/anonymisation/queries/traffic';
import { physicalIdOf } from '../../local/cloud/assembly/stack-records';
import { askDuckDb } from '../../scripts/analytics/ask-duckdb';
import { awsSettings, signedCall } from './aws-client';
import { type Platform, scratchFolder, startPlatform } from './platform';

const awaitsRetry = { advance: 'PT36M' };

const main = 'AnonymiserQueueE046D3EB';
const deadLetters = 'AnonymiserDeadLetters15D6D3D8';

let platform: Platform;
let operational: Bucket;
let analytics: Bucket;

interface Bucket {
  keys(): Promise<string[]>;
  read(key: string): Promise<Buffer>;
  clear(): Promise<void>;
}

async function bucketNamed(parameter: string): Promise<Bucket> {
  const ssm = new SSMClient(awsSettings(platform));
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `/dip/local/${parameter}` }));
  const s3 = new S3Client({ ...awsSettings(platform), forcePathStyle: true });
  const Bucket = Parameter?.Value;
  const keys = async () =>
    ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key ?? '');
  return {
    keys,
    async read(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async clear() {
      const Objects = (await keys()).map((Key) => ({ Key }));
      if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    },
  };
}

const post = (path: string, body: unknown = {}) => platform.control(path, body);
const flush = () => post('/_dip/flush');
const clearFaults = () => platform.control('/_dip/faults', undefined, 'DELETE');

/** Calls the API so often, and answers the ids of the requests. */
async function call(times: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const response = await fetch(`${platform.api}/hello-world/hello/world`);
    expect(response.status).toBe(200);
    ids.push(response.headers.get('x-request-id') ?? '');
  }
  return ids.sort();
}

/** Ids of the requests to an API that are recorded. The platform probes its APIs whenever the clock says so; those are not ours. */
async function recorded(api = 'hello-world'): Promise<string[]> {
  const ids: string[] = [];
  for (const key of (await operational.keys()).filter((one) => one.startsWith(`api=${api}/`))) {
    const lines = gunzipSync(await operational.read(key))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    ids.push(
      ...lines
        .filter(({ mode, route }) => mode !== 'monitoring' && route !== '/_ping')
        .map(({ requestId }) => requestId),
    );
  }
  return ids.sort();
}

/** Of an hour that runs its first object alone is counted, and a slow machine may have written two. */
async function untilTheHourIsOver(): Promise<void> {
  await post('/_dip/clock', { advance: 'PT72M' });
  // The next delivery of the API's has the hour before counted.
  expect((await fetch(`${platform.api}/hello-world/_ping`)).status).toBe(200);
  await flush();
}

async function counted(): Promise<number> {
  let requests = 0;
  for (const key of await analytics.keys()) {
    if (!key.startsWith('api=hello-world/')) continue;
    expect(key).toMatch(/^api=[\w-]+\/date=\d{4}-\d\d-\d\d\/[0-9a-f]{64}\.parquet$/);
    const rows = await parquetReadObjects({ file: new Uint8Array(await analytics.read(key)).buffer });
    for (const row of rows) requests += row.kind === 'request' ? Number(row.requests) : 0;
  }
  return requests;
}

async function expectOnce(ids: readonly string[]): Promise<void> {
  expect(await recorded()).toEqual(ids);
  if ((await counted()) < ids.length) await untilTheHourIsOver();
  expect(await counted()).toBe(ids.length);
  expect((await operational.keys()).filter((key) => key.startsWith('errors/'))).toEqual([]);
}

beforeAll(async () => {
  platform = await startPlatform();
  operational = await bucketNamed('OperationalLogBucket');
  analytics = await bucketNamed('AnalyticsBucket');
});
afterAll(() => platform?.stop());
beforeEach(async () => {
  await clearFaults();
  await flush();
  await operational.clear();
  await analytics.clear();
});

test('calls become counts, which say the same to DuckDB as to any reader of Parquet', async () => {
  const ids = await call(20);
  await flush();
  await expectOnce(ids);

  const folder = scratchFolder();
  for (const key of await analytics.keys()) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), await analytics.read(key));
  }
  const answer = await askDuckDb({ query: traffic, folder, api: 'hello-world', since: '2000-01-01' });
  expect(answer).toEqual([{ api: 'hello-world', date: expect.any(String), requests: 20 }]);
  rmSync(folder, { recursive: true });
});

test('a second look, one call later, shows the same; once the hour is over, all of it', async () => {
  const first = await call(13);
  await flush();
  const before = await counted();
  const second = await call(1);
  await flush();
  expect(await counted()).toBe(before);
  const third = await call(12);
  await flush();
  expect(await counted()).toBe(before);
  await untilTheHourIsOver();
  expect(await counted()).toBe(26);
  expect(await recorded()).toEqual([...first, ...second, ...third].sort());
});

test('nothing of a request id, and no address or application, is in the analytics', async () => {
  const ids = await call(12);
  await flush();
  for (const key of await analytics.keys()) {
    const bytes = (await analytics.read(key)).toString('latin1');
    expect([...ids, '127.0.0.1', platform.application().clientId].filter((one) => bytes.includes(one))).toEqual([]);
  }
});

test('callers are counted by how they proved who they are, and by the type of their organisation', async () => {
  const headers = { apikey: platform.application().apiKey };
  for (let n = 0; n < 12; n += 1) await fetch(`${platform.api}/hello-world/hello/application`, { headers });
  await flush();
  const rows = await Promise.all(
    (await analytics.keys()).map(async (key) =>
      parquetReadObjects({ file: new Uint8Array(await analytics.read(key)).buffer }),
    ),
  );
  const one = { access_mode: 'app-level0', organisation_type: 'supplier', operation: 'GET /hello/application' };
  expect(rows.flat()).toContainEqual(expect.objectContaining(one));
});

describe('every access is recorded exactly once', () => {
  test('where the redactor throws twice: the stream tries again', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 'lambda', resource: 'Redactor', times: 2 });
    await flush();
    await expectOnce(ids);
  });

  test('where the operational bucket refuses: the stream keeps what it could not deliver', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 's3', action: 'PutObject', resource: 'OperationalLogBucket', times: 1 });
    // Another API's object is delivered meanwhile, and must not be so again.
    const other = await fetch(`${platform.api}/growth-charts/nothing-there`);
    await flush();
    await flush();
    await expectOnce(ids);
    expect(await recorded('growth-charts')).toEqual([other.headers.get('x-request-id')]);
  });

  test('where the queue refuses the event: EventBridge tries again', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 'sqs', action: 'SendMessage', resource: 'AnonymiserQueue', times: 3 });
    await flush();
    await expectOnce(ids);
  });

  test('where the anonymiser throws twice: the message comes again', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 'lambda', resource: 'Anonymiser', times: 2 });
    await flush();
    expect(await counted()).toBe(0);
    await post('/_dip/clock', awaitsRetry);
    await post('/_dip/clock', awaitsRetry);
    await expectOnce(ids);
  });

  test('where the analytics bucket refuses longer than the SDK tries: the message comes again', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 's3', action: 'PutObject', resource: 'AnalyticsBucket', times: 4 });
    await flush();
    expect(await counted()).toBe(0);
    await post('/_dip/clock', awaitsRetry);
    await expectOnce(ids);
  });

  test('where the operational bucket cannot be read for a while', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 's3', action: 'GetObject', resource: 'OperationalLogBucket', times: 4 });
    await flush();
    await post('/_dip/clock', awaitsRetry);
    await clearFaults();
    await expectOnce(ids);
  });

  test('where the queue delivers a message twice, and somebody sends it once more', async () => {
    const ids = await call(3);
    await flush();
    const [key] = (await operational.keys()).filter((one) => one.startsWith('api=hello-world/'));
    const body = JSON.stringify({ source: 'aws.s3', detail: { object: { key } } });
    for (const MessageBody of [body, body]) await sqs('SendMessage', { QueueUrl: queue(main), MessageBody });
    await flush();
    await expectOnce(ids);
  });

  test('where it failed five times: its dead letter is moved back', async () => {
    const ids = await call(3);
    await post('/_dip/faults', { service: 'lambda', resource: 'Anonymiser' });
    await flush();
    for (let attempt = 1; attempt <= 5; attempt += 1) await post('/_dip/clock', awaitsRetry);
    const waiting = async () => (await sqs('GetQueueAttributes', { QueueUrl: queue(deadLetters) })).Attributes;
    const dead = await waiting();
    expect(dead).toMatchObject({ ApproximateNumberOfMessages: '1' });
    await clearFaults();
    await sqs('StartMessageMoveTask', { SourceArn: dead?.QueueArn });
    await flush();
    expect(await waiting()).toMatchObject({ ApproximateNumberOfMessages: '0' });
    await expectOnce(ids);
  });

  test('an object that is gone before its turn came is no error', async () => {
    await call(3);
    await post('/_dip/faults', { service: 'lambda', resource: 'Anonymiser', times: 1 });
    await flush();
    await operational.clear();
    await post('/_dip/clock', awaitsRetry);
    expect(await analytics.keys()).toEqual([]);
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl: queue(main) });
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  });
});

/** A queue of the anonymiser; the embedded cloud names it by its stack and its logical id. */
const queue = (logicalId: string): string => `http://sqs/${physicalIdOf('local-Logs', logicalId)}`;

async function sqs(action: string, body: object): Promise<{ Attributes?: Record<string, string> }> {
  const response = await signedCall(platform, 'sqs', { target: `AmazonSQS.${action}`, body });
  if (!response.ok) throw new Error(await response.text());
  return response.json() as Promise<{ Attributes?: Record<string, string> }>;
}
