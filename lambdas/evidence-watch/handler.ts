import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { recordedTables } from '../../adapters/aws/recorded-tables';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { mailerOf } from '../../adapters/aws/ses-mailer';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { account } from '../../domain/accounts/account';
import { dossier } from '../../domain/onboarding/answers';
import { product } from '../../domain/onboarding/product';
import { makeWatchEvidence } from '../../domain/onboarding/watch-evidence';
import { team } from '../../domain/teams/team';
import { evidenceWatchEnv } from './env';

const env = evidenceWatchEnv.parse(process.env);
const dynamo = dynamoClient(inBackground);
const registry = new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE);
const actor = 'platform evidence watch';
const recorded = recordedTables({ dynamo, registry, clock, actor, table: env.EVENTS_TABLE });
const products = new RevisedRows(dynamo, env.PRODUCTS_TABLE, product);

const watchEvidence = makeWatchEvidence({
  accounts: new RevisedRows(dynamo, env.ACCOUNTS_TABLE, account),
  applications: recorded.applications(env.APPLICATIONS_TABLE),
  requests: new DynamoAccessRequests(dynamo, env.ACCESS_REQUESTS_TABLE),
  teams: new RevisedRows(dynamo, env.TEAMS_TABLE, team),
  products: { ...recorded.products(env.PRODUCTS_TABLE), ids: () => products.ids() },
  dossiers: new RevisedRows(dynamo, env.DOSSIERS_TABLE, dossier),
  registry,
  usageKeys: new ApiGatewayUsageKeys(awsClient(APIGatewayClient, inBackground)),
  mailer: mailerOf(env, () => awsClient(SESv2Client, inBackground)),
  portalUrl: env.PORTAL_URL,
  clock,
});

/** Runs daily. Throws after the whole sweep where a part of it failed, so that the function's error alarm tells. */
export const handler = async (): Promise<void> => {
  const watch = await watchEvidence();
  logLine('info', { message: 'evidence watched', ...watch });
  if (watch.failed > 0) throw new Error(`${watch.failed} products could not be looked at`);
};
