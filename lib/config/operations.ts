/** Where `docs/runbooks` is published. */
export const runbookUrl = (alarm: string) => `https://docs.dip.example/runbooks/${alarm}`;

/** Share of requests that the front door may fail: 99.9 % is promised, as one Region's service levels allow no more. */
export const errorBudget = 0.001;

/**
 * A page when the error budget burns this much faster than it lasts, over both windows: the long one so that a blip
 * wakes nobody, the short one so that the alarm ends when the fault does.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export const burnRates = [
  { name: 'fast', factor: 14.4, longMinutes: 60, shortMinutes: 5 },
  { name: 'slow', factor: 6, longMinutes: 360, shortMinutes: 30 },
] as const;

/** Failures in the long window below which nobody is paged: at little traffic one of them is a large share. */
export const fewestFaults = 5;
