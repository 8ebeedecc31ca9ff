import { Duration, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AuthorizerEnv } from '../../../lambdas/authorizer/env';
import { PlatformFunction } from '../functions/platform-function';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import type { PlatformSecret } from '../storage/platform-secret';
import type { Stores } from '../storage/stores';
import type { AuthorizationServer } from './authorization-server';

export interface SharedAuthorizerProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly authorizationServer: AuthorizationServer;
  readonly monitoringKey: PlatformSecret;
}

/** The function that decides for every API of an environment who may call what. */
export class SharedAuthorizer extends PlatformFunction<AuthorizerEnv> {
  constructor(scope: Construct, id: string, props: SharedAuthorizerProps) {
    const { surroundings, stores, authorizationServer, monitoringKey } = props;
    super(scope, id, {
      lambda: 'authorizer',
      description: 'Decides who may call which operation of which API',
      environment: {
        ISSUER: authorizationServer.issuer,
        AUDIENCE: authorizationServer.audience,
        PLATFORM_JWKS: authorizationServer.signingKeys.jwks,
        SIGNING_KEY_GENERATIONS: authorizationServer.signingKeys.generations,
        APPLICATIONS_TABLE: stores.applications.tableName,
        REVOCATIONS_TABLE: stores.revocations.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        KEY_USES_TABLE: stores.keyUses.tableName,
        MONITORING_KEY_SECRET: monitoringKey.secretArn,
      },
      logKey: surroundings.logKey,
      memorySize: 512,
      timeout: Duration.seconds(5),
      reservedConcurrency: surroundings.environment.concurrency?.authorizer,
    });
    stores.applications.allow(this, 'GetItem');
    stores.revocations.allow(this, 'GetItem');
    stores.registry.allow(this, 'GetItem');
    stores.keyUses.allow(this, 'UpdateItem');
    monitoringKey.allowRead(this);
    // One permission for every authoriser of the account: a function's policy holds 20 KB, one statement for each of
    // some fifty APIs. A REST API that is not registered learns nothing: the function compares the caller's API id.
    this.addPermission('Gateway', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: '*', resourceName: 'authorizers/*' }),
    });
  }
}
