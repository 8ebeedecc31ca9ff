import type { AuthorizerGrant } from './authorizer-output';

/** Keeps what authorisers granted, policy and context, never a verdict: each call is judged by the policy anew. */
export interface AuthorizerCache {
  find(key: string): AuthorizerGrant | undefined;
  keep(key: string, grant: AuthorizerGrant, ttlSeconds: number): void;
}

const SWEEP_ABOVE = 1_000;

export function makeAuthorizerCache(now: () => Date): AuthorizerCache {
  const kept = new Map<string, { grant: AuthorizerGrant; until: number }>();
  const isOver = (until: number) => until <= now().getTime();
  return {
    find(key) {
      const entry = kept.get(key);
      return entry && !isOver(entry.until) ? entry.grant : undefined;
    },
    keep(key, grant, ttlSeconds) {
      if (kept.size > SWEEP_ABOVE) {
        for (const [each, { until }] of kept) if (isOver(until)) kept.delete(each);
      }
      kept.set(key, { grant, until: now().getTime() + ttlSeconds * 1000 });
    },
  };
}
