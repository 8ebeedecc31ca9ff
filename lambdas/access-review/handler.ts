import { S3Client } from '@aws-sdk/client-s3';
import { S3EvidenceStore } from '../../adapters/aws/s3-evidence-store';
import { S3ReadingTrail } from '../../adapters/aws/s3-reading-trail';
import { logLine } from '../../adapters/node/log-line';
import { makeReviewAccess } from '../../domain/access-review/review-access';
import { accessReviewEnv } from './env';

const env = accessReviewEnv.parse(process.env);
const s3 = new S3Client();

const reviewAccess = makeReviewAccess({
  trail: new S3ReadingTrail(s3, env.TRAIL_BUCKET, env.TRAIL_PREFIX),
  evidence: new S3EvidenceStore(s3, env.EVIDENCE_BUCKET),
  clock: { now: () => new Date() },
  stores: env.STORES,
});

/** Runs on the first of a month. */
export const handler = async (): Promise<void> => {
  logLine('info', { message: 'access reviewed', months: await reviewAccess() });
};
