import { join } from 'node:path';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { demoCredentials } from '../../adapters/demo/demo-credentials';
import { seedDemoApplication } from '../../adapters/demo/seed-demo-application';
import { openStateFolder } from '../../adapters/node/state-folder';
import { firstPort } from '../../domain/local-platform';
import { demoApplication, localEnvironment } from '../../lib/config/local-environment';
import { credentials, region } from './credentials';
import type { Deployed } from './deployed';

/** The demo application as `npm start` has it, subscribed to every API on the endpoint. Answers its file. */
export async function seedAtEndpoint(endpoint: URL, deployed: Deployed, folder: string): Promise<string> {
  const settings = { endpoint: endpoint.origin, region, credentials };
  const table = (name: string) => deployed.find('local-Foundation', 'AWS::DynamoDB::Table', `Stores${name}`);
  const server = await deployed.find('local-Identity', 'AWS::ApiGateway::RestApi', 'AuthorizationServer');
  const serverUrl = deployed.urlOf(server, 'oauth2');
  const { urls } = localEnvironment({ port: firstPort(process.env.DIP_PORT) });
  await seedDemoApplication({
    dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    apiGateway: new APIGatewayClient(settings),
    tables: { applications: await table('Applications'), registry: await table('Registry') },
    credentials: demoCredentials({ folder, state: openStateFolder(folder), id: demoApplication }),
    server: {
      tokenUrl: `${serverUrl}/token`,
      audience: `${urls?.api}/oauth2/token`,
      authorizeUrl: `${serverUrl}/authorize`,
    },
    async urlsOf({ api, stage, restApiId }) {
      const start = `Proxy${api.replace(/[^A-Za-z0-9]/g, '')}Sandbox`;
      const sandbox = await deployed.find(`local-Api-${api}`, 'AWS::ApiGateway::RestApi', start);
      return { url: deployed.urlOf(restApiId, stage), sandboxUrl: deployed.urlOf(sandbox, stage) };
    },
    folder,
    now: () => new Date(),
  });
  return join(folder, 'app.json');
}
