import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessKeyOf } from '../../local/cloud/lambda/lambda-runtime';
import { assumeRole, awsClient, awsSettings } from './aws-client';
import { type Platform, startPlatform, testOnThisMachine } from './platform';

let platform: Platform;
let bucket: string;
let record: string;
let reader: string;

beforeAll(async () => {
  platform = await startPlatform();
  if (!platform.aws) return;
  const operator = awsClient(platform);
  await fetch(`${platform.api}/hello-world/hello/world`);
  await fetch(`${platform.portal}/catalogue`);
  await platform.control('/_dip/flush', {});
  bucket = await operator.parameter('OperationalLogBucket');
  reader = await operator.parameter('OperationalLogReaderArn');
  [record = ''] = await operator.keys(bucket, 'api=hello-world/');
});
afterAll(() => platform?.stop());

/** Acts as a function of the platform that has run, by what it logged. */
function asFunction(called: RegExp) {
  const file = readdirSync(join(platform.state, 'logs')).find((name) => called.test(name)) ?? '';
  return awsClient(platform, accessKeyOf({ name: file.replace('.log', '') }));
}

testOnThisMachine.each([
  ['a relay', /hello-world-ProxyhelloworldRelay/],
  ['the redactor, which wrote it,', /Logs-Redactor/],
])('%s cannot read a record', async (_who, called) => {
  await expect(asFunction(called).read(bucket, record)).rejects.toMatchObject({ name: 'AccessDenied' });
});

testOnThisMachine('nobody becomes the reader without a second factor', async () => {
  expect(await assumeRole(awsSettings(platform), { role: reader, name: 'jane' })).toContain('AccessDenied');
});

testOnThisMachine('the reader finds and reads redacted records, and what was never redacted not', async () => {
  const session = { role: reader, name: 'jane', code: '123456' };
  const jane = awsClient(platform, await assumeRole(awsSettings(platform), session));
  expect(await jane.keys(bucket, 'api=hello-world/')).toContain(record);
  expect(JSON.parse((await jane.read(bucket, record)).split('\n')[0] ?? '')).toMatchObject({ api: 'hello-world' });
  await expect(jane.read(bucket, 'errors/one.gz')).rejects.toMatchObject({ name: 'AccessDenied' });
});

testOnThisMachine('a month later the review says who read what, and who was refused', async () => {
  const operator = awsClient(platform);
  const month = new Date().toISOString().slice(0, 7);
  await platform.control('/_dip/clock', { advance: 'P31D' });
  const evidence = await operator.parameter('EvidenceBucket');
  const { rows } = JSON.parse(await operator.read(evidence, `access-review/${month}.json`));
  const time = expect.stringMatching(new RegExp(`^${month}-\\d\\dT`));
  const read = { store: 'operational logs', action: 'GetObject', first: time, last: time };
  const who = expect.stringMatching(/OperationalLogReader\w*-?\w* \/ jane$/);
  expect(rows).toContainEqual({ ...read, principal: who, part: 'api=hello-world', outcome: 'allowed', count: 1 });
  expect(rows).toContainEqual({ ...read, principal: who, part: 'errors', outcome: 'refused', count: 1 });
  const relay = expect.stringMatching(/ProxyhelloworldRelay/);
  expect(rows).toContainEqual({ ...read, principal: relay, part: 'api=hello-world', outcome: 'refused', count: 1 });
  const table = await operator.read(evidence, `access-review/${month}.csv`);
  expect(table).toMatch(/^month,principal,store,part,action,outcome,count,first,last\r\n/);
  expect(table).toMatch(/ \/ jane,operational logs,api=hello-world,GetObject,allowed,1,/);
});
