import { S3Client } from '@aws-sdk/client-s3';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeDeleteExpiredLogs } from '../../domain/logs/expiry/delete-expired-logs';
import { logRetentionEnv } from './env';

const env = logRetentionEnv.parse(process.env);

const deleteExpiredLogs = makeDeleteExpiredLogs({
  registry: new DynamoRegistryStore(dynamoClient(inBackground), env.REGISTRY_TABLE),
  objects: new S3LogObjects(awsClient(S3Client, inBackground), env.OPERATIONAL_LOG_BUCKET),
  clock,
});

/** Runs hourly. Throws after the whole sweep where a part of it failed, so that the function's error alarm tells. */
export const handler = async (): Promise<void> => {
  const summary = await deleteExpiredLogs();
  logLine('info', { message: 'expired logs deleted', ...summary });
  if (summary.failed.length > 0) throw new Error(`Expired logs of ${summary.failed.join(', ')} were not deleted`);
};
