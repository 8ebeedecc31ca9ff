import type { AwsService, Caller } from '../cloud/endpoint/aws-request';
import type { Engines } from '../start/engines';
import { cognito } from './cognito/cognito';
import { dynamodb } from './dynamodb/dynamodb';
import { firehose } from './firehose/firehose';
import { authorizeKeyUse, type KeyUse } from './kms/key-use';
import { kms } from './kms/kms';
import { lambdaApi } from './lambda/lambda-api';
import { s3 } from './s3/s3';
import { secretsManager } from './secretsmanager/secrets-manager';
import { sqs } from './sqs/sqs';
import { systemsManager } from './ssm/parameter-store';
import { sts } from './sts/sts';

/** The services behind the endpoint, by the name that requests are signed for. */
export function awsServices(engines: Engines, apigateway: AwsService): ReadonlyMap<string, AwsService> {
  const { account, keys } = engines;
  const useKey = (caller: Caller, use: KeyUse) => authorizeKeyUse(keys, account.region, caller, use);
  const services: Record<string, AwsService> = {
    apigateway,
    'cognito-idp': cognito({ pools: engines.userPools, now: () => engines.clock.now() }),
    dynamodb: dynamodb({
      engine: engines.dynamo,
      tables: engines.tables,
      // The caller needs the table's key for reads and writes alike, as DynamoDB decrypts the table key in its name:
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      authorizeKeyUse: (caller, { name, keyName }) =>
        useKey(caller, {
          keyName,
          service: 'dynamodb',
          actions: ['Decrypt'],
          encryptionContext: { 'aws:dynamodb:tableName': name, 'aws:dynamodb:subscriberId': account.id },
        }),
    }),
    firehose: firehose(engines.streams),
    kms: kms(keys),
    lambda: lambdaApi(engines.runtime, engines.warn),
    s3: s3({
      buckets: engines.buckets,
      now: () => engines.clock.now(),
      record: (event) => engines.trails.record(event),
      authorizeKeyUse: (caller, { arn, keyName }, action) =>
        useKey(caller, { keyName, service: 's3', actions: [action], encryptionContext: { 'aws:s3:arn': arn } }),
    }),
    secretsmanager: secretsManager({
      secrets: engines.secrets,
      authorizeKeyUse: (caller, { arn, keyName }, actions) =>
        useKey(caller, { keyName, service: 'secretsmanager', actions, encryptionContext: { SecretARN: arn } }),
    }),
    sqs: sqs({
      queues: engines.queues,
      urlPrefix: `${engines.endpointUrl}/${account.id}`,
      authorizeKeyUse: (caller, { settings }, actions) =>
        useKey(caller, { keyName: settings.keyName, service: 'sqs', actions }),
    }),
    ssm: systemsManager({ parameters: engines.parameters, accountId: account.id, region: account.region }),
    sts: sts({
      access: engines.access,
      accessKey: engines.accessKey,
      accountId: account.id,
      now: () => engines.clock.now(),
    }),
  };
  return new Map(Object.entries(services));
}
