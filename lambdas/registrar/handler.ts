import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { S3Client } from '@aws-sdk/client-s3';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { customResource } from '../../adapters/aws/custom-resource';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoSubscribers } from '../../adapters/aws/dynamo-subscribers';
import { recordedTables } from '../../adapters/aws/recorded-tables';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { s3JsonAsset } from '../../adapters/aws/s3-json-asset';
import { S3PublishedDocuments } from '../../adapters/aws/s3-published-documents';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeCountSubscribers } from '../../domain/applications/count-subscribers';
import { makePassOnApi } from '../../domain/applications/pass-on-api';
import { goLiveRecord } from '../../domain/publishing/go-live/go-live-record';
import { makeRegisterApi } from '../../domain/publishing/register-api';
import { makeWithdrawApi } from '../../domain/publishing/withdraw-api';
import { registrarEnv } from './env';
import { makeProvideRegistration } from './provide-registration';

const env = registrarEnv.parse(process.env);
const s3 = awsClient(S3Client, inBackground);
const dynamo = dynamoClient(inBackground);
const registry = new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE);
const documents = new S3PublishedDocuments(s3, env.CATALOGUE_BUCKET);

const recorded = recordedTables({ dynamo, registry, clock, actor: 'platform registrar', table: env.EVENTS_TABLE });
const applications = recorded.applications(env.APPLICATIONS_TABLE);
const subscribers = new DynamoSubscribers(dynamo, env.APPLICATIONS_TABLE);
// An API may have a thousand subscribers, and API Gateway takes ten such calls a second.
const patience = { ...inBackground, tries: 8, retryMode: 'adaptive' } as const;
const usageKeys = new ApiGatewayUsageKeys(awsClient(APIGatewayClient, patience));

const register = makeRegisterApi({
  registry,
  goLives: new RevisedRows(dynamo, env.GO_LIVES_TABLE, goLiveRecord),
  countSubscribers: makeCountSubscribers({ subscribers, applications, usageKeys }),
  passOn: makePassOnApi({ applications, subscribers, clock }),
  documents,
  readAsset: s3JsonAsset(s3),
  clock,
  environment: {
    production: env.PRODUCTION === 'true',
    allowHttpTargets: env.ALLOW_HTTP_TARGETS === 'true',
    firstParty: env.FIRST_PARTY === '*' ? 'all' : env.FIRST_PARTY.split(','),
    apiUrl: env.API_URL,
    sandboxUrl: env.SANDBOX_URL,
  },
});
const withdraw = makeWithdrawApi({ registry, documents, register });

export const handler = customResource(makeProvideRegistration({ register, withdraw }));
