import { parseMoment } from '../../../cli/moment';
import { logLine } from '../../../scripts/logs/log-line';

test.each([
  ['PT1H', 3_600_000],
  ['P1DT1S', 86_401_000],
  ['2026-01-05', new Date('2026-01-05T00:00:00Z')],
  ['2026-01-05T09:00:00Z', new Date('2026-01-05T09:00:00Z')],
  ['2026-01-05T10:00:00+01:00', new Date('2026-01-05T09:00:00Z')],
])('%s is a moment', (text, moment) => {
  expect(parseMoment(text)).toEqual(moment);
});

test.each(['', 'yesterday', 'P', '1h', '2026-13-01', '05/01/2026', '-PT1H'])('"%s" is none', (text) => {
  expect(parseMoment(text)).toBeUndefined();
});

test('a record is a line, whatever it has and has not', () => {
  const time = Date.parse('2026-01-05T09:00:00Z');
  const access = { record: 'access', time, api: 'hello-world', status: 200, requestId: 'r-1' };
  expect(logLine({ ...access, responseLatency: 45, method: 'GET', route: '/hello', application: 'app-1' })).toBe(
    '2026-01-05T09:00:00.000Z  200     45 ms  hello-world  GET /hello  app-1  r-1',
  );
  expect(logLine(access)).toBe('2026-01-05T09:00:00.000Z  200         -  hello-world  - -  -  r-1');
  expect(logLine({ record: 'tombstone', time, reason: 'not_json', bytes: 12 })).toBe(
    '2026-01-05T09:00:00.000Z  tombstone  -  {"reason":"not_json","bytes":12}',
  );
  expect(logLine({ record: 'function', timestamp: time, api: 'one', message: 'done' })).toBe(
    '2026-01-05T09:00:00.000Z  function  one  {"message":"done"}',
  );
});
