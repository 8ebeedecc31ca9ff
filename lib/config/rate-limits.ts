import type { RateLimit } from '../../domain/api-definition/api-definition';
import { defaultApiLimits } from '../../domain/api-definition/default-api-limits';
import type { RequestLimits } from '../../domain/oauth/endpoints/request-limits';

/** Where nothing else is stated. */
export const defaultRateLimits = {
  ...defaultApiLimits,
  /** The portal's pages, all visitors together. */
  portal: { limit: 200, timeunit: 'second' },
  /** The authorisation server, all callers together. */
  identity: { limit: 500, timeunit: 'second' },
} as const satisfies Record<string, RateLimit>;

const aMinute = (most: number) => ({ most, seconds: 60 });

/**
 * What the authorisation server itself counts. 300 a minute is the original platform's quota of an application; a
 * producer introspects at the rate of its own callers. Of an address only what proves nothing counts, as many
 * applications and many people may stand behind one.
 */
export const authorizationServerLimits: RequestLimits = {
  address: aMinute(3_000),
  application: { token: aMinute(300), revoke: aMinute(300), introspect: aMinute(3_000) },
  failures: aMinute(30),
};

/** Requests from one address in five minutes, beyond which the web ACL blocks it; a large supplier calls from few. */
export const requestsPerAddress = 100_000;

const seconds = { second: 1, minute: 60, hour: 3600 } as const;

// The account's own token bucket: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const accountBurst = 5000;

/**
 * API Gateway's token bucket that never refuses a caller who stays within the limit: it holds the limit and refills
 * over its time unit.
 */
export const throttleOf = ({ limit, timeunit }: RateLimit) => ({
  rateLimit: limit / seconds[timeunit],
  burstLimit: Math.min(limit, accountBurst),
});
