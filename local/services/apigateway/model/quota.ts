import type { Quota } from './gateway-model';

/** First day of a quota's current period, as `YYYY-MM-DD` in UTC; weeks begin on Monday. */
export function periodStart(period: Quota['period'], now: Date): string {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  if (period === 'WEEK') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (period === 'MONTH') day.setUTCDate(1);
  return dateOf(day);
}

export const dateOf = (time: Date): string => time.toISOString().slice(0, 10);
