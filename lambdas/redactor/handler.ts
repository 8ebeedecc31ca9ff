import { KMSClient } from '@aws-sdk/client-kms';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { KmsDayKeys } from '../../adapters/aws/kms-day-keys';
import { publishMetric } from '../../adapters/node/embedded-metric';
import { inflate } from '../../adapters/node/inflate';
import { keyedHash } from '../../adapters/node/keyed-hash';
import { systemClock as clock } from '../../adapters/node/system-clock';
import type { TombstoneReason } from '../../domain/logs/records/tombstone';
import { makeRedactBatch } from '../../domain/logs/redaction/batch/redact-batch';
import { makeLinkedRedactions } from '../../domain/logs/redaction/engine/linked-redactions';
import { redactorEnv } from './env';
import { tombstoneMetric } from './tombstone-metric';
import { trafficMetric } from './traffic-metric';
import { unlinkableMetric } from './unlinkable-metric';

const { ENVIRONMENT: environment, MARK_KEY, CLIENT_ADDRESS } = redactorEnv.parse(process.env);
// Records wait for the answer: KMS gets seconds, and then marks link nothing.
const kms = awsClient(KMSClient, { within: 2_000 });

export const handler = makeRedactBatch({
  linkedRedactionOf: makeLinkedRedactions({ dayKeys: new KmsDayKeys(kms, MARK_KEY), keyedHash }),
  inflate,
  clientAddress: CLIENT_ADDRESS,
  onTombstones: (counts) => {
    for (const [reason, count] of Object.entries(counts)) {
      publishMetric(tombstoneMetric({ environment, reason: reason as TombstoneReason, count, now: clock.now() }));
    }
  },
  onTraffic: (traffic) => publishMetric(trafficMetric(traffic, { environment, now: clock.now() })),
  onUnlinkable: (records) => publishMetric(unlinkableMetric(records, { environment, now: clock.now() })),
});
