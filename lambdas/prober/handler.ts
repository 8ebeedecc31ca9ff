import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { secretsManagerSecret } from '../../adapters/aws/secrets-manager-secret';
import { publishMetric } from '../../adapters/node/embedded-metric';
import { HttpTarget } from '../../adapters/node/http-target';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeProbeApis } from '../../domain/probing/probe-apis';
import { proberEnv } from './env';
import { probeMetric } from './probe-metric';

const env = proberEnv.parse(process.env);

const probeApis = makeProbeApis({
  registry: new DynamoRegistryStore(dynamoClient(inBackground), env.REGISTRY_TABLE),
  target: new HttpTarget({ security: undefined, secret: async () => '', clock }),
  monitoringKey: secretsManagerSecret(awsClient(SecretsManagerClient, inBackground), {
    secretId: env.MONITORING_KEY_SECRET,
    clock,
  }),
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
