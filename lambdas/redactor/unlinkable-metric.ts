import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';

/** How many records were redacted with marks that link nothing, as KMS gave no key. */
export const unlinkableMetric = (records: number, of: { environment: string; now: Date }): EmbeddedMetric => ({
  now: of.now,
  dimensions: { environment: of.environment },
  dimensionSets: [['environment']],
  metrics: { UnlinkableRecords: { unit: 'Count', value: records } },
});
