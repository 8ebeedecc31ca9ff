import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';
import type { Probe } from '../../domain/probing/probe';

/** A probe as metrics, by environment and by API: counts of what failed, and how long `_ping` took. */
export function probeMetric({ api, ...found }: Probe, { environment, now }: { environment: string; now: Date }) {
  const count = (failed: boolean) => ({ unit: 'Count', value: failed ? 1 : 0 }) as const;
  return {
    now,
    dimensions: { environment, api },
    dimensionSets: [['environment'], ['environment', 'api']],
    metrics: {
      ProbeFailed: count(!found.pinged || !found.statusServed),
      PingFailed: count(!found.pinged),
      StatusFailed: count(!found.statusServed),
      TargetFailed: count(!found.targetHealthy),
      PingLatency: { unit: 'Milliseconds', value: found.pingMillis },
    },
  } satisfies EmbeddedMetric;
}
