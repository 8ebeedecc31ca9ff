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
import type { StateTable } from './state-table';

export type IdentityProviders = Exclude<Environment['identityProviders'], 'mock'>;

/** The platform's authorisation server as a client of identity providers. */
export interface PlatformClient {
  readonly id: string;
  /** Public JWKS, JSON, of the key that signs its client assertions. */
  readonly jwks: string;
  /** The only place where its users return to. */
  readonly redirectUri: string;
  /** Where it is told that a user has signed out. */
  readonly backchannelLogoutUrl: string;
}

export interface MockIdentityProvidersProps {
  readonly surroundings: GatewaySurroundings;
  /** Registered applications, which sign their own users in as public clients. */
  readonly applications: StateTable;
  readonly platformClient: PlatformClient;
}

/** Stand-ins for CIS2 and NHS login, for environments that hold no real person's data. */
export class MockIdentityProviders extends Construct {
  readonly identityProviders: IdentityProviders;

  constructor(scope: Construct, id: string, props: MockIdentityProvidersProps) {
    super(scope, id);
    const { surroundings, applications, platformClient } = props;
    const { environment, logKey } = surroundings;
    if (environment.production)
      throw new Error(`${environment.name} is in production: it has no mock identity provider`);
    const key = new Key(this, 'SigningKey', {
      description: 'Signs what the mock identity providers issue',
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
      environment: {
        BASE_URL: url,
        SIGNING_KEY: key.keyId,
        APPLICATIONS_TABLE: applications.tableName,
        PLATFORM_CLIENT_ID: platformClient.id,
        PLATFORM_CLIENT_JWKS: platformClient.jwks,
        PLATFORM_REDIRECT_URI: platformClient.redirectUri,
        BACKCHANNEL_LOGOUT_URL: platformClient.backchannelLogoutUrl,
      },
      logKey,
    });
    key.grant(provider, 'kms:Sign', 'kms:GetPublicKey');
    applications.allow(provider, 'GetItem');
    restApi.serve(provider, [], 'People sign in here: there is no caller to authorise before they have');
    const mock = (path: string) => ({ issuer: `${url}/${path}`, jwksUri: `${url}/${path}/jwks` });
    this.identityProviders = { 'nhs-cis2': mock('cis2'), 'nhs-login': mock('nhs-login') };
  }
}
