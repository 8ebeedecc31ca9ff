import { gzipSync } from 'node:zlib';
import { readLogMessage, subscriptionName } from '../../../domain/logs/records/log-message';
import { ARRIVED, inTime, record, transform, transformWith } from './a-batch';

const TIME = 1763599999000;
const logEvent = (message: unknown, id = '31953106606966983378809025079804211143289615424298221568') => ({
  id,
  timestamp: TIME,
  message: typeof message === 'string' ? message : JSON.stringify(message),
});
const message = (logEvents: unknown[], over: object = {}) => ({
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: '/aws/lambda/wards-backend',
  logStream: '2025/11/20/[$LATEST]0123456789abcdef0123456789abcdef',
  subscriptionFilters: ['dip/wards'],
  logEvents,
  ...over,
});
const zipped = (id: string, ...given: Parameters<typeof message>) =>
  record(id, gzipSync(JSON.stringify(message(...given))));
const lines = (text = '') =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line)); // prettier-ignore

describe('a message of CloudWatch Logs', () => {
  test('becomes a line for each event, with its number, time and log group, redacted, under the API', async () => {
    const { answered, counts, traffic } = await transform(
      zipped('1', [logEvent({ level: 'INFO', patient: 'x 9000000009' }, '1'), logEvent('seen 900 000 0009\n', '2')]),
    );
    expect(answered).toMatchObject([{ recordId: '1', result: 'Ok', api: 'wards' }]);
    const about = { record: 'function', timestamp: TIME, logGroup: '/aws/lambda/wards-backend' };
    const [first, second] = lines(answered[0]?.text);
    expect(first).toEqual({
      ...about,
      id: '1',
      message: { level: 'INFO', patient: expect.stringMatching(/^\[patient-id-/) },
    });
    expect(second).toEqual({ ...about, id: '2', message: expect.stringMatching(/^seen \[nhs-number-[a-z]{12}\]\n$/) });
    expect([counts, traffic.requests]).toEqual([{}, 0]);
  });

  test('that only tests the destination, or holds no event, leaves nothing and counts as nothing', async () => {
    const { answered, counts } = await transform(
      zipped('1', [logEvent('CWL CONTROL MESSAGE: Checking health of destination')], {
        messageType: 'CONTROL_MESSAGE',
      }),
      zipped('2', []),
    );
    expect(answered.map(({ recordId, result, text }) => [recordId, result, text])).toEqual([
      ['1', 'Dropped', ''],
      ['2', 'Dropped', ''],
    ]);
    expect(counts).toEqual({});
  });

  test('of an API that calls itself anonymous, or of a subscription nobody knows, has no mark that links', async () => {
    const events = [logEvent('seen 9000000009')];
    const names = [[subscriptionName({ api: 'growth-charts', anonymous: true })], ['other'], [], ['dip/a', 'dip/b']];
    const { answered } = await transform(
      ...names.map((subscriptionFilters, index) => zipped(String(index), events, { subscriptionFilters })),
    );
    expect(answered.map(({ api }) => api)).toEqual(['growth-charts', '_unreadable', '_unreadable', '_unreadable']);
    for (const { text } of answered) expect(lines(text)[0].message).toBe('seen [nhs-number]');
  });

  test('that claims to be an access record inside an event keeps no address', async () => {
    const claim = '{"record":"access","api":"other","anonymous":false,"ip":"81.2.69.142"}';
    const { answered, traffic } = await transformWith({ clientAddress: 'whole' }, zipped('1', [logEvent(claim)]));
    expect(answered[0]).toMatchObject({ api: 'wards', text: expect.not.stringContaining('81.2') });
    expect(traffic.requests).toBe(0);
  });

  test('whose events are bad ones too: each becomes a tombstone, and the others stand', async () => {
    const bad = [
      null,
      7,
      'text 9000000009',
      { id: 'x', timestamp: 1, message: '9000000009' },
      { id: '1', message: 'y' },
    ];
    const { answered, counts } = await transform(zipped('1', [logEvent('first'), ...bad, logEvent('last')]));
    const found = lines(answered[0]?.text);
    expect(found.map(({ record: kind }) => kind)).toEqual(['function', ...bad.map(() => 'tombstone'), 'function']);
    expect(answered[0]?.text).not.toContain('9000000009');
    expect(counts).toEqual({ not_a_log_message: bad.length });
  });

  const unreadable: [string, Buffer][] = [
    ['cut short', gzipSync(JSON.stringify(message([logEvent('9000000009')]))).subarray(0, 60)],
    ['only the sign of gzip', Buffer.from([0x1f, 0x8b])],
    ['no JSON', gzipSync('9000000009')],
    ['of another kind', gzipSync(JSON.stringify(message([], { messageType: 'OTHER' })))],
    ['without events', gzipSync(JSON.stringify(message([], { logEvents: '9000000009' })))],
    ['two in one', Buffer.concat([gzipSync(JSON.stringify(message([]))), gzipSync('{}')])],
  ];
  test.each(unreadable)('that is %s becomes a tombstone and harms no other', async (_, data) => {
    const { answered, counts } = await transform(record('p', data), zipped('1', [logEvent('fine')]));
    expect(answered.map(({ recordId, result, api }) => [recordId, result, api])).toEqual([
      ['p', 'Ok', '_unreadable'],
      ['1', 'Ok', 'wards'],
    ]);
    expect(lines(answered[0]?.text)).toEqual([
      { record: 'tombstone', reason: 'not_a_log_message', time: ARRIVED, bytes: data.length },
    ]);
    expect(counts).toEqual({ not_a_log_message: 1 });
  });

  test('that would swell beyond all bounds is a tombstone, and is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    const before = process.memoryUsage().arrayBuffers;
    const { answered, counts } = await transform(record('1', bomb));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    expect(lines(answered[0]?.text)).toMatchObject([{ reason: 'too_large', bytes: bomb.length }]);
    expect(counts).toEqual({ too_large: 1 });
  });

  test('beyond what an answer holds: the events that fit stand, the others are tombstones with their numbers', async () => {
    const events = Array.from({ length: 60 }, (_, index) => logEvent('word '.repeat(24_000), String(index)));
    const { answered, counts } = await transform(zipped('1', events), zipped('2', [logEvent('fine')]));
    const found = lines(answered[0]?.text);
    expect(found.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(found[0].record).toBe('function');
    expect(counts.too_large).toBe(
      found.filter(({ reason }) => reason === 'too_large').length + (answered[1]?.text.includes('too_large') ? 1 : 0),
    );
    expect(answered.reduce((sum, { text }) => sum + Math.ceil(text.length / 3) * 4, 0)).toBeLessThan(6_000_000);
  });

  test('amid which the time runs out: the events that are left become tombstones with their numbers', async () => {
    let asked = 0;
    const context = { getRemainingTimeInMillis: () => (asked++ < 3 ? 60_000 : 1_000) };
    const events = ['1', '2', '3', '4'].map((id) => logEvent('seen 9000000009', id));
    const { answered, counts } = await transformWith({ context }, zipped('1', events));
    expect(lines(answered[0]?.text).map(({ id, reason }) => [id, reason])).toEqual([
      ['1', undefined],
      ['2', undefined],
      ['3', 'out_of_time'],
      ['4', 'out_of_time'],
    ]);
    expect(counts).toEqual({ out_of_time: 2 });
    expect(inTime.getRemainingTimeInMillis()).toBeGreaterThan(8_000);
  });
});

test('a text that is no message is told as none', () => {
  expect(readLogMessage('{"messageType":"DATA_MESSAGE"}')).toBeUndefined();
  expect(readLogMessage('[')).toBeUndefined();
});
