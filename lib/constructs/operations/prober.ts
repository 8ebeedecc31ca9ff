import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { ProberEnv } from '../../../lambdas/prober/env';
import { publicUrls } from '../../config/public-urls';
import { PlatformFunction } from '../functions/platform-function';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import type { AuthorizationServer } from '../oauth/authorization-server';
import type { PlatformSecret } from '../storage/platform-secret';
import type { Stores } from '../storage/stores';

export interface ProberProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly monitoringKey: PlatformSecret;
  readonly authorizationServer: AuthorizationServer;
}

/** Asks every API, through its public name, whether it and its target work. */
export class Prober extends PlatformFunction<ProberEnv> {
  constructor(scope: Construct, id: string, props: ProberProps) {
    const { surroundings, stores, monitoringKey, authorizationServer } = props;
    const { environment, logKey } = surroundings;
    const urls = publicUrls(environment);
    const { region, urlSuffix } = Stack.of(scope);
    super(scope, id, {
      lambda: 'prober',
      description: 'Asks _ping and _status of every API',
      environment: {
        ENVIRONMENT: environment.name,
        REGISTRY_TABLE: stores.registry.tableName,
        MONITORING_KEY_SECRET: monitoringKey.secretArn,
        API_ADDRESS: urls ? `${urls.api}{basePath}` : `https://{restApiId}.execute-api.${region}.${urlSuffix}/{stage}`,
        AUTHORIZATION_SERVER: authorizationServer.issuer,
      },
      logKey,
      memorySize: 512,
      timeout: Duration.minutes(5),
    });
    stores.registry.allow(this, 'Scan');
    monitoringKey.allowRead(this);
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(environment.probeEveryMinutes)),
      // The next probe is as good as a late one.
      targets: [new LambdaFunction(this, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
