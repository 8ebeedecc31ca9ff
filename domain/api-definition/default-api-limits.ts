import type { RateLimit } from './api-definition';

/** What an API gets whose file states no limit of its own. */
export const defaultApiLimits = {
  /** All callers of one API together. */
  proxy: { limit: 200, timeunit: 'second' },
  /** One application on one API: the NHS platform's 5 a second, counted by the minute. */
  application: { limit: 300, timeunit: 'minute' },
} as const satisfies Record<string, RateLimit>;
