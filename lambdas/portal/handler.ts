import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { CognitoAccountDirectory } from '../../adapters/aws/cognito-account-directory';
import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { DynamoAttempts } from '../../adapters/aws/dynamo-attempts';
import { DynamoKeyUses } from '../../adapters/aws/dynamo-key-uses';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoSessionStore } from '../../adapters/aws/dynamo-session-store';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { S3PublishedDocuments } from '../../adapters/aws/s3-published-documents';
import { mailerOf } from '../../adapters/aws/ses-mailer';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import type { commonPasswords } from '../../adapters/node/common-passwords';
import { publishMetric } from '../../adapters/node/embedded-metric';
import { logFailure } from '../../adapters/node/log-failure';
import { newSecret } from '../../adapters/node/new-secret';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { account } from '../../domain/accounts/account';
import { announcements } from '../../domain/announcements/announcement';
import { brand } from '../../domain/brand';
import { keptKeySet } from '../../domain/key-sets/kept-key-set';
import { accessCounts, apiCounts } from '../../domain/logs/counting/call-counts';
import { dossier } from '../../domain/onboarding/answers';
import { goLiveRecord } from '../../domain/publishing/go-live/go-live-record';
import { invitation } from '../../domain/teams/invitation';
import { portalApp } from '../../portal/app';
import { portalEnv } from './env';
import { portalSettings } from './portal-settings';
import { recordedStores } from './recorded-stores';

const env = portalEnv.parse(process.env);
const dynamo = dynamoClient();
// Cognito answers when its mail is on its way.
const cognito = awsClient(CognitoIdentityProviderClient, { within: 3_000 });
const mailer = mailerOf(env, () => awsClient(SESv2Client));
const pool = { userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID };
// All are built beside the bundle; LAMBDA_TASK_ROOT is where AWS unpacks it.
const beside = (file: string) => require(join(process.env.LAMBDA_TASK_ROOT ?? __dirname, file));
const passwords = (): typeof commonPasswords => beside('common-passwords.js').commonPasswords;

const registry = new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE);
const count = (metric: string) =>
  publishMetric({
    now: clock.now(),
    dimensions: { environment: env.ENVIRONMENT },
    dimensionSets: [['environment']],
    metrics: { [metric]: { unit: 'Count', value: 1 } },
  });
function tellLost(error: unknown): void {
  logFailure('event lost', error);
  count('PortalEventsLost');
}

const app = portalApp({
  registry,
  documents: new S3PublishedDocuments(awsClient(S3Client), env.CATALOGUE_BUCKET),
  directory: new CognitoAccountDirectory(cognito, pool),
  accounts: new RevisedRows(dynamo, env.ACCOUNTS_TABLE, account),
  ...recordedStores(env, { dynamo, registry, clock, onLost: tellLost }),
  invitations: new RevisedRows(dynamo, env.INVITATIONS_TABLE, invitation),
  requests: new DynamoAccessRequests(dynamo, env.ACCESS_REQUESTS_TABLE),
  dossiers: new RevisedRows(dynamo, env.DOSSIERS_TABLE, dossier),
  goLives: new RevisedRows(dynamo, env.GO_LIVES_TABLE, goLiveRecord),
  announcements: new RevisedRows(dynamo, env.ANNOUNCEMENTS_TABLE, announcements),
  apiCounts: new RevisedRows(dynamo, env.CALL_COUNTS_TABLE, apiCounts),
  accessCounts: new RevisedRows(dynamo, env.CALL_COUNTS_TABLE, accessCounts),
  sessions: new DynamoSessionStore(dynamo, env.SESSIONS_TABLE),
  keySets: new RevisedRows(dynamo, env.KEY_SETS_TABLE, keptKeySet),
  keyUses: new DynamoKeyUses(dynamo, env.KEY_USES_TABLE),
  mailer,
  usageKeys: new ApiGatewayUsageKeys(awsClient(APIGatewayClient)),
  attempts: new DynamoAttempts(dynamo, env.ATTEMPTS_TABLE, clock),
  // Half a megabyte, which only those wait for who choose a password.
  commonPasswords: { has: async (...asked) => passwords().has(...asked) },
  hash: sha256SecretHash,
  clock,
  newId: randomUUID,
  newSecret,
  templates: beside('templates.js'),
  assets: beside('assets.json'),
  ...portalSettings(env, brand.parse(beside('brand.json'))),
  onFault: (error) => logFailure('request failed', error),
  onMailsRefused: () => count('PortalMailsRefused'),
});

export const handler = apiGatewayHandler(app);
