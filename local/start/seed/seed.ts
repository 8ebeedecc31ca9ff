import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DemoApplication } from '../../../adapters/demo/demo-application';
import { demoCredentials } from '../../../adapters/demo/demo-credentials';
import { seedDemoApplication } from '../../../adapters/demo/seed-demo-application';
import { seedDemoTeams } from '../../../adapters/demo/seed-demo-teams';
import { type Ports, urlOf } from '../../../domain/local-platform';
import type { Cloud } from '../../cloud/cloud';
import { newRsaKey } from '../../services/kms/rsa-keys';
import type { Services } from '../../services/services';
import { type PortalStores, platformTables, portalStores } from './platform-tables';

interface SeedRequest {
  readonly cloud: Cloud;
  readonly services: Pick<Services, 'cognito' | 'lambda'>;
  readonly ports: Ports;
  /** Where `app.json` and `private-key.pem` go. */
  readonly folder: string;
}

const demoUser = { email: 'demo@dip.example', name: 'Demo Developer' };

/** The demo application and the team that answers for it, in what the assembly has just deployed. */
export async function seed({ cloud, services, ports, folder }: SeedRequest): Promise<DemoApplication> {
  const { account, clock, endpointUrl, state } = cloud;
  const functions = services.lambda.runtime.functions();
  const tables = platformTables(functions);
  if (!tables) throw new Error('no function names APPLICATIONS_TABLE and REGISTRY_TABLE, so nothing can be seeded');
  const portal = portalStores(functions);
  const credentials = demoCredentials({ folder, state, id: portal?.demoApplication, newKey: () => newRsaKey(2048) });
  const settings = { endpoint: endpointUrl, region: account.region, credentials: cloud.accessKey() };
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const apiGateway = new APIGatewayClient(settings);
  try {
    const owner = portal && (await seedOwner(portal));
    return await seedDemoApplication({
      ...{ dynamo, apiGateway, tables, credentials, owner, folder, now: clock.now },
      server: {
        tokenUrl: `${urlOf(ports.api)}/oauth2/token`,
        authorizeUrl: `${urlOf(ports.auth)}/oauth2/authorize`,
      },
      urlsOf: async ({ basePath }) => ({
        url: `${urlOf(ports.api)}${basePath}`,
        sandboxUrl: `${urlOf(ports.sandbox)}${basePath}`,
      }),
    });
  } finally {
    dynamo.destroy();
    apiGateway.destroy();
  }

  async function seedOwner(stores: PortalStores) {
    const known = { ...demoUser, password: credentials.portalPassword };
    const { id } = await services.cognito.pools.get(stores.userPoolId).ensure(known);
    const user = { ...known, id };
    return seedDemoTeams({ dynamo, tables: stores, user, application: credentials.clientId, now: clock.now() });
  }
}
