import type { FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda';
import { embeddedMetric } from '../../../adapters/node/embedded-metric';
import { type BatchNeeds, makeRedactBatch } from '../../../lambdas/redactor/redact-batch';
import { tombstoneMetric } from '../../../lambdas/redactor/tombstone-metric';

const ARRIVED = 1763600000000;

const record = (recordId: string, data: string | Buffer): FirehoseTransformationEventRecord => ({
  recordId,
  approximateArrivalTimestamp: ARRIVED,
  data: Buffer.from(data).toString('base64'),
});

const good = (api = 'personal-demographics') =>
  JSON.stringify({ api, requestId: '2d742a17-f392-4298-941f-8d04394f309f', path: '/Patient/9000000009' });

const event = (...records: FirehoseTransformationEventRecord[]): FirehoseTransformationEvent => ({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-2:111122223333:deliverystream/amazon-apigateway-x',
  region: 'eu-west-2',
  records,
});

const silent: BatchNeeds = {
  linkedRedactionOf: async () => undefined,
  clientAddress: 'pseudonym',
  onTombstones: () => undefined,
  onTraffic: () => undefined,
  onUnlinkable: () => undefined,
};
const inTime = { getRemainingTimeInMillis: () => 60_000 };

async function transform(...records: FirehoseTransformationEventRecord[]) {
  const counts: Record<string, number> = {};
  const traffic = { requests: 0, faults: 0 };
  const redact = makeRedactBatch({
    ...silent,
    onTombstones: (found) => Object.assign(counts, found),
    onTraffic: (found) => Object.assign(traffic, found),
  });
  const answer = await redact(event(...records), inTime);
  const answered = answer.records.map(({ recordId, result, data, metadata }) => ({
    recordId,
    result,
    text: Buffer.from(data ?? '', 'base64').toString('utf8'),
    api: metadata?.partitionKeys.api,
  }));
  return { answered, counts, traffic };
}

describe('the Firehose transformation', () => {
  test('answers a record redacted, on a line of its own, under its API', async () => {
    const { answered, counts } = await transform(record('1', `${good()}\n`));
    expect(answered).toEqual([
      {
        recordId: '1',
        result: 'Ok',
        api: 'personal-demographics',
        text: '{"api":"personal-demographics","requestId":"2d742a17-f392-4298-941f-8d04394f309f","path":"/Patient/[nhs-number]"}\n',
      },
    ]);
    expect(counts).toEqual({});
  });

  const poison: [string, FirehoseTransformationEventRecord, string][] = [
    ['not JSON', record('p', '{"path":"/Patient/9000000009"'), 'not_json'],
    ['empty', record('p', ''), 'not_json'],
    ['only a line end', record('p', '\n'), 'not_json'],
    ['control characters', record('p', '\u0000\u0001 900 000 0009 \u001f'), 'not_json'],
    ['no object', record('p', '["9000000009"]'), 'not_an_object'],
    ['bytes that are not UTF-8', record('p', Buffer.from([0xff, 0xfe, 0x39, 0x30])), 'not_json'],
    ['data that is missing', { recordId: 'p', approximateArrivalTimestamp: ARRIVED } as never, 'redaction_failed'],
  ];

  test.each(poison)('a record of %s becomes a tombstone and harms no other', async (_, bad, reason) => {
    const { answered, counts } = await transform(record('1', good()), bad, record('2', good('hello-world')));
    expect(answered.map(({ recordId, result, api }) => [recordId, result, api])).toEqual([
      ['1', 'Ok', 'personal-demographics'],
      ['p', 'Ok', '_unreadable'],
      ['2', 'Ok', 'hello-world'],
    ]);
    expect(JSON.parse(answered[1]?.text ?? '')).toMatchObject({ record: 'tombstone', reason, time: ARRIVED });
    expect(answered[1]?.text).not.toContain('900');
    expect(counts).toEqual({ [reason]: 1 });
  });

  test('Latin-1 text inside JSON is redacted like any other', async () => {
    const { answered } = await transform(
      record('1', Buffer.from('{"api":"a","m":"Jos\u00e9 900 000 0009"}', 'latin1')),
    );
    expect(answered[0]?.text).toContain('[nhs-number]');
  });

  test('an empty batch is answered by an empty batch', async () => {
    expect((await transform()).answered).toEqual([]);
    expect(await makeRedactBatch(silent)({} as FirehoseTransformationEvent, inTime)).toEqual({ records: [] });
  });

  test('records with the same id are each answered, in order', async () => {
    const { answered } = await transform(record('1', good('a')), record('1', good('b')));
    expect(answered.map(({ recordId, api }) => [recordId, api])).toEqual([
      ['1', 'a'],
      ['1', 'b'],
    ]); // prettier-ignore
  });

  test.each([['../etc'], ['A B'], ['a/b=c'], [''], ['9'.repeat(200)], [7], [null]])(
    'an api of %p is no partition, and the record is kept where unreadable ones are',
    async (api) => {
      const { answered } = await transform(record('1', JSON.stringify({ api, status: '200' })));
      expect(answered[0]).toMatchObject({ result: 'Ok', api: '_unreadable' });
      expect(answered[0]?.text).toContain('"status":"200"');
    },
  );

  test('several lines in one record are redacted each; of several APIs they belong to none', async () => {
    const { answered } = await transform(
      record('1', `${good('a')}\n${good('a')}`),
      record('2', `${good('a')}\r\n${good('b')}`),
    );
    expect(answered.map(({ api }) => api)).toEqual(['a', '_unreadable']);
    expect(answered.map(({ text }) => text.split('\n').length)).toEqual([3, 3]);
    expect(answered.map(({ text }) => text).join('')).not.toContain('9000000009');
  });

  test('an answer stays below what Lambda can return, and what does not fit is told', async () => {
    const large = JSON.stringify({ api: 'a', m: Array(9).fill('word '.repeat(20_000)) });
    const { answered, counts } = await transform(...['1', '2', '3', '4', '5', '6'].map((id) => record(id, large)));
    expect(answered.map(({ recordId }) => recordId)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(answered.reduce((sum, { text }) => sum + Math.ceil(text.length / 3) * 4, 0)).toBeLessThan(6_000_000);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });
});

test.each([
  ['the gateway could not reach a relay', { status: '502', errorType: 'INTEGRATION_FAILURE' }, 1],
  ['the authoriser broke', { status: '500', errorType: 'AUTHORIZER_CONFIGURATION_ERROR' }, 1],
  ['the authorisation server broke', { api: 'oauth2', status: '500', errorType: '-' }, 1],
  ['a target answered 503, which the relay passes on', { status: '503', errorType: '-' }, 0],
  ['the gateway refused a caller', { status: '429', errorType: 'THROTTLED' }, 0],
  ['all went well', { status: '200' }, 0],
])('of what the front door answers, %s: faults %#', async (_, fields, faults) => {
  const line = `{"record":"access",${JSON.stringify({ api: 'wards', anonymous: true, ...fields }).slice(1)}`;
  const { traffic } = await transform(record('1', line), record('2', 'not json'));
  expect(traffic).toEqual({ requests: 1, faults });
});

test('tombstones are counted in the embedded metric format, by environment and reason', () => {
  const metric = JSON.parse(
    embeddedMetric(tombstoneMetric({ environment: 'int', reason: 'not_json', count: 3, now: new Date(ARRIVED) })),
  );
  expect(metric).toMatchObject({ environment: 'int', reason: 'not_json', Tombstones: 3 });
  expect(metric._aws.CloudWatchMetrics[0].Metrics).toEqual([{ Name: 'Tombstones', Unit: 'Count' }]);
});
