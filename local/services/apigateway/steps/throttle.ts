import type { Throttle } from '../model/gateway-model';

/** A token bucket per name: `burst` requests at once, refilled at `rate` a second. */
export function makeThrottle(now: () => Date): (name: string, limit: Throttle) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (name, { rate, burst }) => {
    const at = now().getTime();
    const bucket = buckets.get(name) ?? { tokens: burst, at };
    const elapsed = Math.max(0, at - bucket.at) / 1000;
    const tokens = Math.min(burst, bucket.tokens + elapsed * rate);
    const admitted = tokens >= 1;
    buckets.set(name, { tokens: admitted ? tokens - 1 : tokens, at });
    return admitted;
  };
}
