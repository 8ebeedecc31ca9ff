import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { S3Client } from '@aws-sdk/client-s3';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { customResource } from '../../adapters/aws/custom-resource';
import { DynamoApplicationStore } from '../../adapters/aws/dynamo-application-store';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoSubscribers } from '../../adapters/aws/dynamo-subscribers';
import { S3Catalogue } from '../../adapters/aws/s3-catalogue';
import { s3JsonAsset } from '../../adapters/aws/s3-json-asset';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeCountCalls } from '../../domain/applications/count-calls';
import { makePassOnApi } from '../../domain/applications/pass-on-api';
import { makeRegisterApi } from '../../domain/registry/register-api';
import { makeWithdrawApi } from '../../domain/registry/withdraw-api';
import { registrarEnv } from './env';
import { makeProvideRegistration } from './provide-registration';

const env = registrarEnv.parse(process.env);
const s3 = awsClient(S3Client, inBackground);
const dynamo = dynamoClient(inBackground);
const registry = new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE);
const catalogue = new S3Catalogue(s3, env.CATALOGUE_BUCKET);

const applications = new DynamoApplicationStore(dynamo, env.APPLICATIONS_TABLE);
const subscribers = new DynamoSubscribers(dynamo, env.APPLICATIONS_TABLE);
const counting = {
  applications,
  // An API may have a thousand subscribers, and API Gateway takes ten such calls a second.
  usageKeys: new ApiGatewayUsageKeys(awsClient(APIGatewayClient, { ...inBackground, tries: 8, retryMode: 'adaptive' })),
};

const register = makeRegisterApi({
  registry,
  subscribers,
  countCalls: makeCountCalls(counting),
  passOn: makePassOnApi({ applications, subscribers, clock }),
  catalogue,
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
const withdraw = makeWithdrawApi({ registry, catalogue, register });

export const handler = customResource(makeProvideRegistration({ register, withdraw }));
