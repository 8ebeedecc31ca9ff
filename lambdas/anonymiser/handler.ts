import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { S3AnonymousRows } from '../../adapters/aws/s3-anonymous-rows';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { publishMetric } from '../../adapters/node/embedded-metric';
import { logFailure } from '../../adapters/node/log-failure';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeAnonymiseHour } from '../../domain/logs/anonymisation/anonymise-hour';
import { anonymity } from '../../domain/logs/anonymisation/anonymity';
import { makeHourBefore } from '../../domain/logs/anonymisation/hour-before';
import { makeAnonymiseBatch } from './anonymise-batch';
import { anonymisedMetric, notAnonymisedMetric } from './anonymiser-metric';
import { anonymiserEnv } from './env';

const env = anonymiserEnv.parse(process.env);
const s3 = awsClient(S3Client, inBackground);
const here = () => ({ environment: env.ENVIRONMENT, now: clock.now() });

const source = new S3LogObjects(s3, env.OPERATIONAL_LOG_BUCKET);

export const handler = makeAnonymiseBatch({
  hourBefore: makeHourBefore(source),
  anonymiseHour: makeAnonymiseHour({
    source,
    rows: new S3AnonymousRows(s3, env.ANALYTICS_BUCKET),
    smallestGroup: anonymity.smallestGroup,
    nameOf: (hour) => createHash('sha256').update(hour).digest('hex'),
    clock,
  }),
  onAnonymised: (hour) => publishMetric(anonymisedMetric(hour, here())),
  onFailed(error) {
    logFailure('an hour of access records was not anonymised', error);
    publishMetric(notAnonymisedMetric(here()));
  },
});
