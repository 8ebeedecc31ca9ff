import { S3Client } from '@aws-sdk/client-s3';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { S3EvidenceStore } from '../../adapters/aws/s3-evidence-store';
import { S3ReadingTrail } from '../../adapters/aws/s3-reading-trail';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeReviewAccess } from '../../domain/access-review/review-access';
import { accessReviewEnv } from './env';

const env = accessReviewEnv.parse(process.env);
const s3 = awsClient(S3Client, inBackground);

const reviewAccess = makeReviewAccess({
  trail: new S3ReadingTrail(s3, env.TRAIL_BUCKET, env.TRAIL_PREFIX),
  evidence: new S3EvidenceStore(s3, env.EVIDENCE_BUCKET),
  clock,
  stores: env.STORES,
});

/** Runs on the first of a month. */
export const handler = async (): Promise<void> => {
  logLine('info', { message: 'access reviewed', months: await reviewAccess() });
};
