import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import type { MockIdentityProviderEnv } from '../../../lambdas/mock-identity-provider/env';
import type { Environment } from '../../config/environment';
import { defaultRateLimits } from '../../config/rate-limits';
import { PlatformFunction } from '../functions/platform-function';
import { FunctionRestApi } from '../gateway/function-rest-api';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import type { StateTable } from '../storage/state-table';

export type IdentityProviders = Exclude<Environment['identityProviders'], 'mock'>;

/** The platform's authorisation server as a client of identity providers. */
export interface PlatformClient {
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
}

/** Stand-ins for CIS2 and NHS login, for environments that hold no real person's data. */
export class MockIdentityProviders extends Construct {
  readonly identityProviders: IdentityProviders;
  readonly #props: MockIdentityProvidersProps;
  readonly #restApi: FunctionRestApi;
  readonly #url: string;

  constructor(scope: Construct, id: string, props: MockIdentityProvidersProps) {
    super(scope, id);
    const { environment } = props.surroundings;
    if (environment.production)
      throw new Error(`${environment.name} is in production: it has no mock identity provider`);
    this.#restApi = new FunctionRestApi(this, 'RestApi', {
      surroundings: props.surroundings,
      name: 'identity',
      description: 'Mock identity providers',
      host: 'identity',
      basePath: '/',
      errorFormat: 'oauth',
      accessLogFormat: accessLogFormat({ api: 'identity', anonymous: false }),
      validation: 'The stand-ins read every form by a schema of their own',
      rateLimit: defaultRateLimits.proxy,
    });
    this.#url = this.#restApi.publicUrl.replace(/\/$/, '');
    const mock = (path: string) => {
      const issuer = `${this.#url}/${path}`;
      return { issuer, jwksUri: `${issuer}/jwks`, clientId: platformClientId(environment) };
    };
    this.identityProviders = { 'nhs-cis2': mock('cis2'), 'nhs-login': mock('nhs-login') };
    this.#props = props;
  }

  /** Called once the authorisation server is there, which in turn is told where these providers are. */
  serve(platformClient: PlatformClient): void {
    const { surroundings, applications } = this.#props;
    const key = new Key(this, 'SigningKey', {
      description: 'Signs what the mock identity providers issue',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const provider = new PlatformFunction<MockIdentityProviderEnv>(this, 'Provider', {
      lambda: 'mock-identity-provider',
      description: 'Stand-ins for CIS2 and NHS login',
      environment: {
        BASE_URL: this.#url,
        SIGNING_KEY: key.keyId,
        APPLICATIONS_TABLE: applications.tableName,
        PLATFORM_CLIENT_ID: platformClientId(surroundings.environment),
        PLATFORM_CLIENT_JWKS: platformClient.jwks,
        PLATFORM_REDIRECT_URI: platformClient.redirectUri,
        BACKCHANNEL_LOGOUT_URL: platformClient.backchannelLogoutUrl,
      },
      logKey: surroundings.logKey,
    });
    key.grant(provider, 'kms:Sign', 'kms:GetPublicKey');
    applications.allow(provider, 'GetItem');
    this.#restApi.serve(provider, [], 'People sign in here: there is no caller to authorise before they have');
  }
}

const platformClientId = ({ name }: Environment) => `dip-${name}`;
