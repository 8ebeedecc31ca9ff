import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { customResource } from '../../adapters/aws/custom-resource';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { S3Catalogue } from '../../adapters/aws/s3-catalogue';
import { s3JsonAsset } from '../../adapters/aws/s3-json-asset';
import { makeRegisterApi } from '../../domain/registry/register-api';
import { makeWithdrawApi } from '../../domain/registry/withdraw-api';
import { registrarEnv } from './env';
import { makeProvideRegistration } from './provide-registration';

const env = registrarEnv.parse(process.env);
const s3 = new S3Client();
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });
const registry = new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE);
const catalogue = new S3Catalogue(s3, env.CATALOGUE_BUCKET);

const register = makeRegisterApi({
  registry,
  catalogue,
  readAsset: s3JsonAsset(s3),
  clock: { now: () => new Date() },
  environment: {
    production: env.PRODUCTION === 'true',
    allowHttpTargets: env.ALLOW_HTTP_TARGETS === 'true',
    apiUrl: env.API_URL,
    sandboxUrl: env.SANDBOX_URL,
  },
});
const withdraw = makeWithdrawApi({ registry, catalogue });

export const handler = customResource(makeProvideRegistration({ register, withdraw }));
