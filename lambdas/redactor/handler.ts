import { publishMetric } from '../../adapters/node/embedded-metric';
import type { TombstoneReason } from '../../domain/logs/tombstone';
import { redactorEnv } from './env';
import { makeRedactBatch } from './redact-batch';
import { tombstoneMetric } from './tombstone-metric';
import { trafficMetric } from './traffic-metric';

const { ENVIRONMENT: environment } = redactorEnv.parse(process.env);

export const handler = makeRedactBatch({
  onTombstones: (counts) => {
    for (const [reason, count] of Object.entries(counts)) {
      publishMetric(tombstoneMetric({ environment, reason: reason as TombstoneReason, count, now: new Date() }));
    }
  },
  onTraffic: (traffic) => publishMetric(trafficMetric(traffic, { environment, now: new Date() })),
});
