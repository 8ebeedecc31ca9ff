import type { FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda';
import { embeddedMetric } from '../../../adapters/node/embedded-metric';
import { makeRedactBatch } from '../../../domain/logs/redaction/batch/redact-batch';
import { tombstoneMetric } from '../../../lambdas/redactor/tombstone-metric';
import { unlinkableMetric } from '../../../lambdas/redactor/unlinkable-metric';
import { ARRIVED, inTime, record, silent, transform, transformWith } from './a-batch';

const good = (api = 'personal-demographics') =>
  JSON.stringify({ api, requestId: '2d742a17-f392-4298-941f-8d04394f309f', path: '/Patient/9000000009' });

describe('the Firehose transformation', () => {
  test('answers a record redacted, on a line of its own, under its API', async () => {
    const { answered, counts } = await transform(record('1', `${good()}\n`));
    expect(answered).toEqual([
      {
        recordId: '1',
        result: 'Ok',
        api: 'personal-demographics',
        text: expect.stringMatching(
          /^\{"api":"personal-demographics","requestId":"2d742a17-f392-4298-941f-8d04394f309f","path":"\/Patient\/\[nhs-number-[a-z]{12}\]"\}\n$/,
        ),
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
    expect(answered[0]?.text).toContain('[nhs-number-');
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

describe('a batch under strain', () => {
  test('what is left when the function is about to be stopped becomes tombstones, and nothing is lost', async () => {
    let asked = 0;
    const context = { getRemainingTimeInMillis: () => (asked++ < 2 ? 30_000 : 2_000) };
    const records = ['1', '2', '3', '4'].map((id) => record(id, good()));
    const { answered, counts } = await transformWith({ context }, ...records);
    expect(answered.map(({ recordId, result }) => [recordId, result])).toEqual(
      ['1', '2', '3', '4'].map((id) => [id, 'Ok']),
    );
    expect(answered.map(({ text }) => text.includes('tombstone'))).toEqual([false, false, true, true]);
    expect(answered[3]?.text).not.toContain('900');
    expect(counts).toEqual({ out_of_time: 2 });
  });

  test('of more records than an answer has room for is answered within Lambda’s limit, and the rest is told', async () => {
    const records = Array.from({ length: 40_000 }, (_, index) => record(String(index), '[]'));
    const answer = await makeRedactBatch(silent)({ records } as FirehoseTransformationEvent, inTime);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6_291_456);
    expect(answer.records).toHaveLength(40_000);
    expect(answer.records.filter(({ result }) => String(result) === 'ProcessingFailed')).toEqual([]);
  });

  test('that is delivered twice is answered the same twice', async () => {
    const first = await transform(record('1', good()), record('2', 'not json'));
    expect(await transform(record('1', good()), record('2', 'not json'))).toEqual(first);
  });

  test.each([[undefined], [null], [7], ['']])('a record whose id is %p is answered under that id', async (id) => {
    const { answered } = await transform({ ...record('1', good()), recordId: id as string });
    expect(answered).toMatchObject([{ recordId: id, result: 'Ok', api: 'personal-demographics' }]);
  });
});

describe('marks of a batch', () => {
  const markOf = (text = '') => /\[nhs-number-[a-z]{12}\]/.exec(text)?.[0];
  const beforeMidnight = Date.parse('2025-11-20T23:59:59.999Z');

  test('are of the day on which each record arrived, across midnight in one batch', async () => {
    const times = [beforeMidnight - 80_000_000, beforeMidnight, beforeMidnight + 1, beforeMidnight + 80_000_000];
    const { answered } = await transform(...times.map((time, index) => record(String(index), good(), time)));
    const [a, b, c, d] = answered.map(({ text }) => markOf(text));
    expect(a).toBeDefined();
    expect(b).toBe(a);
    expect(d).toBe(c);
    expect(c).not.toBe(a);
  });

  test('say the class only where KMS gives no key: nothing passes raw, and the records are counted', async () => {
    const refusing = { linkedRedactionOf: async () => undefined };
    const { answered, unlinkable, counts } = await transformWith(refusing, record('1', good()), record('2', good()));
    expect(answered.map(({ result }) => result)).toEqual(['Ok', 'Ok']);
    expect(answered[0]?.text).toContain('"/Patient/[nhs-number]"');
    expect([unlinkable, counts]).toEqual([2, {}]);
  });

  test('say the class only where nobody knows when a record arrived', async () => {
    const { answered, unlinkable } = await transform(record('1', good(), Number.NaN));
    expect([answered[0]?.text.includes('[nhs-number]'), unlinkable]).toEqual([true, 1]);
  });

  test('say the class only in an API that calls itself anonymous, which keeps no address at all', async () => {
    const line = `{"record":"access","api":"growth-charts","anonymous":true,"ip":"81.2.69.142","x":"9000000009"}`;
    const { answered, unlinkable } = await transform(record('1', line));
    expect(JSON.parse(answered[0]?.text ?? '')).toEqual({
      record: 'access',
      api: 'growth-charts',
      anonymous: true,
      x: '[nhs-number]',
    });
    expect(unlinkable).toBe(0);
    const other = await transform(record('1', '{"api":"growth-charts","x":"9000000009","anonymous":true}'));
    expect(JSON.parse(other.answered[0]?.text ?? '')).toMatchObject({ x: '[nhs-number]' });
  });
});

test('records without linkable marks are counted in the embedded metric format', () => {
  const metric = JSON.parse(embeddedMetric(unlinkableMetric(3, { environment: 'int', now: new Date(ARRIVED) })));
  expect(metric).toMatchObject({ environment: 'int', UnlinkableRecords: 3 });
});
