import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';
import type { Traffic } from '../../domain/logs/records/traffic';

/** What the front door's availability is made of: requests, and those that it failed itself. */
export const trafficMetric = (traffic: Traffic, of: { environment: string; now: Date }): EmbeddedMetric => ({
  now: of.now,
  dimensions: { environment: of.environment },
  dimensionSets: [['environment']],
  metrics: {
    Requests: { unit: 'Count', value: traffic.requests },
    Faults: { unit: 'Count', value: traffic.faults },
  },
});
