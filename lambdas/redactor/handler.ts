import type { TombstoneReason } from '../../domain/logs/tombstone';
import { redactorEnv } from './env';
import { makeRedactBatch } from './redact-batch';
import { tombstoneMetric } from './tombstone-metric';

const { ENVIRONMENT: environment } = redactorEnv.parse(process.env);

export const handler = makeRedactBatch({
  onTombstones: (counts) => {
    for (const [reason, count] of Object.entries(counts)) {
      console.log(tombstoneMetric({ environment, reason: reason as TombstoneReason, count, now: new Date() }));
    }
  },
});
