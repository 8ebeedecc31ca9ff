import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { accessLogFormat } from '../../domain/logs/access-log';
import type { MockIdentityProviderEnv } from '../../lambdas/mock-identity-provider/env';
import type { Environment } from '../config/environment';
import { defaultRateLimits } from '../config/rate-limits';
import { FunctionRestApi } from './function-rest-api';
import type { GatewaySurroundings } from './gateway-surroundings';
import { PlatformFunction } from './platform-function';

export type IdentityProviders = Exclude<Environment['identityProviders'], 'mock'>;

/** Stand-ins for CIS2 and NHS login, for environments that hold no real person's data. */
export class MockIdentityProviders extends Construct {
  readonly identityProviders: IdentityProviders;

  constructor(scope: Construct, id: string, surroundings: GatewaySurroundings) {
    super(scope, id);
    const { environment, logKey } = surroundings;
    if (environment.production)
      throw new Error(`${environment.name} is in production: it has no mock identity provider`);
    const key = new Key(this, 'SigningKey', {
      description: 'Signs ID tokens of the mock identity providers',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const restApi = new FunctionRestApi(this, 'RestApi', {
      surroundings,
      name: 'identity',
      description: 'Mock identity providers',
      host: 'identity',
      basePath: '/',
      errorFormat: 'oauth',
      accessLogFormat: accessLogFormat({ api: 'identity', anonymous: false }),
      rateLimit: defaultRateLimits.proxy,
    });
    const url = restApi.publicUrl.replace(/\/$/, '');
    const provider = new PlatformFunction<MockIdentityProviderEnv>(this, 'Provider', {
      lambda: 'mock-identity-provider',
      description: 'Stand-ins for CIS2 and NHS login',
      environment: { BASE_URL: url, SIGNING_KEY: key.keyId },
      logKey,
    });
    key.grant(provider, 'kms:Sign', 'kms:GetPublicKey');
    restApi.serve(provider, [], 'People sign in here: there is no caller to authorise before they have');
    const mock = (path: string) => ({ issuer: `${url}/${path}`, jwksUri: `${url}/${path}/jwks` });
    this.identityProviders = { 'nhs-cis2': mock('cis2'), 'nhs-login': mock('nhs-login') };
  }
}
