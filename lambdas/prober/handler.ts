import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { secretsManagerSecret } from '../../adapters/aws/secrets-manager-secret';
import { publishMetric } from '../../adapters/node/embedded-metric';
import { HttpTarget } from '../../adapters/node/http-target';
import { logLine } from '../../adapters/node/log-line';
import { makeProbeApis } from '../../domain/probing/probe-apis';
import { proberEnv } from './env';
import { probeMetric } from './probe-metric';

const env = proberEnv.parse(process.env);
const clock = { now: () => new Date() };

const probeApis = makeProbeApis({
  registry: new DynamoRegistryStore(DynamoDBDocumentClient.from(new DynamoDBClient()), env.REGISTRY_TABLE),
  target: new HttpTarget({ security: undefined, secret: async () => '', clock }),
  monitoringKey: secretsManagerSecret(new SecretsManagerClient(), { secretId: env.MONITORING_KEY_SECRET, clock }),
  clock,
  addressTemplate: env.API_ADDRESS,
  ownAddresses: { oauth2: env.AUTHORIZATION_SERVER },
  onProbed: (probe) => publishMetric(probeMetric(probe, { environment: env.ENVIRONMENT, now: clock.now() })),
});

/** Runs on a schedule. */
export const handler = async (): Promise<void> => {
  const probed = await probeApis();
  logLine('info', { message: 'APIs probed', probed });
};
