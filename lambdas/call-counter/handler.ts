import { S3Client } from '@aws-sdk/client-s3';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { accessCounts, apiCounts } from '../../domain/logs/counting/call-counts';
import { makeCountCallsOfApis } from '../../domain/logs/counting/count-calls-of-apis';
import { callCounterEnv } from './env';

const env = callCounterEnv.parse(process.env);
const dynamo = dynamoClient(inBackground);

const countCallsOfApis = makeCountCallsOfApis({
  registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
  source: new S3LogObjects(awsClient(S3Client, inBackground), env.OPERATIONAL_LOG_BUCKET),
  apis: new RevisedRows(dynamo, env.CALL_COUNTS_TABLE, apiCounts),
  accesses: new RevisedRows(dynamo, env.CALL_COUNTS_TABLE, accessCounts),
  clock,
  production: env.PRODUCTION === 'true',
});

/** Runs hourly. Throws after every API had its turn where one of them failed, so that the function's errors tell. */
export const handler = async (): Promise<void> => {
  const counted = await countCallsOfApis();
  logLine('info', { message: 'calls counted', ...counted });
  if (counted.failed.length > 0) throw new Error(`Calls of ${counted.failed.join(', ')} were not counted`);
};
