import { gzipSync } from 'node:zlib';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { awsSettings } from './aws-client';
import { filesHolding, operationalBucket } from './operational-logs';
import { type Platform, startPlatform } from './platform';

const patient = '9000000009';
const markOf = (value: unknown): string | undefined => /\[nhs-number-[a-z]{12}\]/.exec(JSON.stringify(value))?.[0];

describe('marks in redacted records', () => {
  let platform: Platform;
  let bucket: Awaited<ReturnType<typeof operationalBucket>>;

  beforeAll(async () => {
    platform = await startPlatform();
    bucket = await operationalBucket(platform);
    // Calls of one day must not straddle midnight: they begin at its first minute.
    const now = new Date();
    const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 0, 1);
    await platform.control('/_dip/clock', { advance: `PT${Math.ceil((midnight - now.getTime()) / 1000)}S` });
  });
  afterAll(() => platform?.stop());

  const call = async (path: string, userAgent: string) => {
    const response = await fetch(`${platform.api}${path}`, { headers: { 'user-agent': userAgent } });
    await platform.control('/_dip/flush', {});
    return response.headers.get('x-amzn-requestid');
  };
  const recordOf = async (prefix: string, requestId: string | null) =>
    (await bucket.records(prefix)).find((record) => record.requestId === requestId);
  const hello = async (userAgent: string) =>
    recordOf('api=hello-world/', await call('/hello-world/hello/world', userAgent));

  async function printed(message: string, over: object = {}) {
    const envelope = {
      messageType: 'DATA_MESSAGE',
      owner: '000000000000',
      logGroup: '/aws/lambda/backend',
      logStream: 'one',
      subscriptionFilters: ['dip/hello-world'],
      logEvents: [{ id: String(Date.now()), timestamp: 1763600000000, message }],
      ...over,
    };
    const firehose = new FirehoseClient(awsSettings(platform));
    const Record = { Data: gzipSync(JSON.stringify(envelope)) };
    await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'dip-function-logs-local', Record }));
    await platform.control('/_dip/flush', {});
  }

  test('link the calls of one day that name one patient, however they spell the number, and the caller’s address', async () => {
    const first = await hello(`client/1.0 (patient ${patient})`);
    const second = await hello('client/1.0 (900 000 0009)');
    const other = await hello('client/1.0 (patient 9000000017)');
    expect(markOf(first)).toBeDefined();
    expect(markOf(second)).toBe(markOf(first));
    expect(markOf(other)).not.toBe(markOf(first));
    expect(first?.ip).toMatch(/^\[ip-[a-z]{12}\]$/);
    expect(second?.ip).toBe(first?.ip);
  });

  test('link them to what a producer’s own function printed, with the number in a path', async () => {
    const today = markOf(await hello(`client/1.0 (patient ${patient})`));
    await printed(JSON.stringify({ level: 'INFO', path: `/FHIR/R4/Patient/${patient}` }));
    const [event] = await bucket.records('functions=hello-world/');
    expect(event).toMatchObject({
      record: 'function',
      timestamp: 1763600000000,
      logGroup: '/aws/lambda/backend',
      message: { level: 'INFO', path: `/FHIR/R4/Patient/${today}` },
    });
  });

  test('are only a class in an API that calls itself anonymous, which keeps no address', async () => {
    const record = await recordOf(
      'api=growth-charts/',
      await call('/growth-charts/reference-data', `client (${patient})`),
    );
    expect(record).toMatchObject({ api: 'growth-charts', anonymous: true });
    expect(JSON.stringify(record)).not.toMatch(/\[[a-z-]+\]|127\.0\.0\.1|::1/);
    await printed(`seen ${patient} from 81.2.69.142`, { subscriptionFilters: ['dip/growth-charts/anonymous'] });
    const [event] = await bucket.records('functions=growth-charts/');
    expect(event?.message).toBe('seen [nhs-number] from [ip]');
  });

  test('leave nothing of a message that only tests the stream, and nothing raw of one that cannot be read', async () => {
    const before = await bucket.keys('');
    await printed(patient, { messageType: 'CONTROL_MESSAGE' });
    expect(await bucket.keys('')).toEqual(before);
    await printed(patient, { messageType: 'OTHER' });
    expect(await bucket.records('functions=_unreadable/')).toEqual([
      expect.objectContaining({ record: 'tombstone', reason: 'not_a_log_message' }),
    ]);
    expect(await bucket.keys('errors/')).toEqual([]);
    expect(filesHolding(platform.state, patient)).toEqual([]);
  });

  test('are others on the next day', async () => {
    const today = await hello(`client/1.0 (patient ${patient})`);
    await platform.control('/_dip/clock', { advance: 'PT24H' });
    const tomorrow = await hello(`client/1.0 (patient ${patient})`);
    expect(markOf(tomorrow)).toBeDefined();
    expect(markOf(tomorrow)).not.toBe(markOf(today));
    expect(tomorrow?.ip).not.toBe(today?.ip);
  });
});
