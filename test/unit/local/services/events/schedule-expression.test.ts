import { isDue } from '../../../../../local/services/events/schedule-expression';

const at = (time: string) => new Date(`2026-01-${time}Z`);

test('a rate is due when a period boundary was crossed', () => {
  expect(isDue('rate(1 hour)', at('05T09:10:00'), at('05T09:59:59'))).toBe(false);
  expect(isDue('rate(1 hour)', at('05T09:10:00'), at('05T10:00:00'))).toBe(true);
});

test('a cron expression is due at its minute, in UTC', () => {
  const weekdaysAtSix = 'cron(0 6 ? * MON-FRI *)';
  expect(isDue(weekdaysAtSix, at('05T05:00:00'), at('05T06:00:00'))).toBe(true);
  // 10 January 2026 is a Saturday.
  expect(isDue(weekdaysAtSix, at('10T05:00:00'), at('10T07:00:00'))).toBe(false);
  expect(isDue('cron(0/15 * * * ? *)', at('05T09:01:00'), at('05T09:15:00'))).toBe(true);
});

test('what is no schedule is refused', () => {
  expect(() => isDue('every day', at('05T00:00:00'), at('06T00:00:00'))).toThrow('every day');
});
