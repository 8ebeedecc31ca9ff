import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsClient } from './aws-client';
import { type Platform, startPlatform, testOnThisMachine } from './platform';
import { portalVisitor } from './portal-visitor';
import { applicationToken } from './sign-in';

let platform: Platform;
let operator: ReturnType<typeof awsClient>;
let records: string;
let analytics: string;
let account: string;

const shortLived = 'api=growth-charts/';
const others = 'api=hello-world/';
const undelivered = 'errors/processing-failed/one.gz';
const statistics = 'api=hello-world/date=2026-01-01/one.parquet';

beforeAll(async () => {
  platform = await startPlatform();
  if (!platform.aws) return;
  operator = awsClient(platform);
  records = await operator.parameter('OperationalLogBucket');
  analytics = await operator.parameter('AnalyticsBucket');
  const s3 = new S3Client({ ...operator.settings, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: records, Key: undelivered, Body: 'never redacted' }));
  await s3.send(new PutObjectCommand({ Bucket: analytics, Key: statistics, Body: 'anonymous' }));
  await fetch(`${platform.api}/growth-charts/reference-data`);
  await fetch(`${platform.api}/hello-world/_ping`);
  await platform.control('/_dip/flush', {});
});
afterAll(() => platform?.stop());

const advance = (by: string) => platform.control('/_dip/clock', { advance: by });

/** Names of the files in which a bucket's objects rest. */
function filesOf(bucket: string): string[] {
  const folder = join(platform.state, 'state', 's3', bucket);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function accountRows(): Promise<Record<string, AttributeValue>[]> {
  const dynamo = new DynamoDBClient(operator.settings);
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => name.includes('Accounts'));
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  return Items;
}
const accountRow = async () => (await accountRows()).find(({ id }) => id?.S === account);

async function erasures(): Promise<Record<string, unknown>[]> {
  const evidence = await operator.parameter('EvidenceBucket');
  const names = await operator.keys(evidence, 'account-erasure/');
  return Promise.all(names.map(async (name) => JSON.parse(await operator.read(evidence, name))));
}

testOnThisMachine(
  'who deletes an account cannot sign in at once, nor can its applications call; its row waits',
  async () => {
    const { portalUser } = platform.application();
    const visitor = portalVisitor(platform);
    await visitor.fill('/sign-in', { email: portalUser.email, password: portalUser.password, next: '' });
    const { html } = await visitor.fill('/account/delete', { password: portalUser.password });
    expect(html).toContain('Your account is deleted');

    account = (await accountRows()).find(({ status }) => status?.S === 'deleted')?.id?.S ?? '';
    expect(await accountRow()).toMatchObject({ status: { S: 'deleted' }, applications: { L: [] } });
    const again = await portalVisitor(platform).fill('/sign-in', { ...portalUser, next: '' });
    expect(again.html).toContain('The email address or the password is wrong');
    const documents = join(platform.state, 'state', 'documents');
    const naming = readdirSync(documents).filter((name) =>
      readFileSync(join(documents, name)).includes(portalUser.email),
    );
    expect(naming).toEqual([]);
    await expect(applicationToken(platform.application())).rejects.toThrow(/40[01]/);
  },
);

testOnThisMachine(
  'after 73 hours the records of growth-charts are gone, and what was never redacted soon after',
  async () => {
    const before = await operator.keys(records);
    expect(before.filter((key) => key.startsWith(shortLived))).not.toEqual([]);
    await advance('PT73H');
    const after = await operator.keys(records);
    expect(after.filter((key) => before.includes(key) && key.startsWith(shortLived))).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(before.filter((key) => key.startsWith(others))));
    // A day counts from the midnight that follows.
    await advance('P1D');
    expect(await operator.keys(records)).not.toContain(undelivered);
  },
);

testOnThisMachine('after 91 days all records of that day are gone, as files too; statistics stay', async () => {
  const old = await operator.keys(records);
  expect(old).not.toEqual([]);
  await advance('P91D');
  const left = await operator.keys(records);
  expect(left.filter((key) => old.includes(key))).toEqual([]);
  expect(filesOf(records).filter((file) => old.some((key) => file.includes(key.split('/').at(-1) ?? key)))).toEqual([]);
  expect(await operator.keys(analytics)).toContain(statistics);
});

testOnThisMachine(
  'until day 400 the row of the deleted account waits; on day 401 it is erased, with proof',
  async () => {
    await advance('P304D');
    expect(await accountRow()).toBeDefined();
    expect(await erasures()).toContainEqual(expect.objectContaining({ erased: 0, waiting: 1, failed: 0 }));
    await advance('P2D');
    expect(await accountRow()).toBeUndefined();
    const proof = await erasures();
    expect(proof).toContainEqual(expect.objectContaining({ erased: 1, waiting: 0, failed: 0, nextDue: null }));
    expect(JSON.stringify(proof)).not.toMatch(/@|Demo/);
  },
);
