import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';
import type { TombstoneReason } from '../../domain/logs/records/tombstone';

/** A count of tombstones, by environment and by reason. Nothing of any record. */
export const tombstoneMetric = ({
  environment,
  reason,
  count,
  now,
}: {
  environment: string;
  reason: TombstoneReason;
  count: number;
  now: Date;
}): EmbeddedMetric => ({
  now,
  dimensions: { environment, reason },
  dimensionSets: [['environment'], ['environment', 'reason']],
  metrics: { Tombstones: { unit: 'Count', value: count } },
});
