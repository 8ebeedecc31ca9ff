import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { accessLogFormat } from '../../domain/logs/access-log';
import type { TokenEnv } from '../../lambdas/token/env';
import { defaultRateLimits } from '../config/rate-limits';
import { FunctionRestApi } from './function-rest-api';
import type { GatewaySurroundings } from './gateway-surroundings';
import type { IdentityProviders } from './mock-identity-providers';
import { PlatformFunction } from './platform-function';
import { SigningKeys } from './signing-keys';
import type { Stores } from './stores';

export interface AuthorizationServerProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly identityProviders: IdentityProviders;
}

const routes = [
  ['POST', '/token'],
  ['POST', '/revoke'],
  ['POST', '/introspect'],
  ['GET', '/jwks'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/_ping'],
  ['GET', '/_status'],
] as const;

/** The OAuth 2.0 server: its keys, its function and the REST API under `/oauth2`. */
export class AuthorizationServer extends Construct {
  readonly issuer: string;
  /** `aud` of access tokens. */
  readonly audience: string;
  readonly signingKeys: SigningKeys;
  /** Encrypts the identity of a user inside an access token, for the application that holds it. */
  readonly identityKey: Key;
  readonly restApi: RestApi;
  readonly server: IFunction;

  constructor(scope: Construct, id: string, props: AuthorizationServerProps) {
    super(scope, id);
    const { environment, logKey } = props.surroundings;
    const retain = environment.retainState;
    this.signingKeys = new SigningKeys(this, 'SigningKeys', {
      logKey,
      retain,
      generations: environment.signingKeys ?? [1, 2],
    });
    this.identityKey = new Key(this, 'IdentityKey', {
      description: 'Encrypts the identity of users inside access tokens',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const restApi = new FunctionRestApi(this, 'RestApi', {
      surroundings: props.surroundings,
      name: 'oauth2',
      description: 'Authorisation server',
      host: 'api',
      basePath: '/oauth2',
      errorFormat: 'oauth',
      accessLogFormat: accessLogFormat({ api: 'oauth2', anonymous: false }),
      rateLimit: defaultRateLimits.identity,
    });
    this.issuer = restApi.publicUrl;
    this.audience = restApi.origin;
    const because =
      'Clients authenticate to the authorisation server itself (RFC 7523); the rest is public by its RFCs';
    this.restApi = restApi;
    this.server = this.serverOf(props);
    restApi.serve(this.server, routes, because);
  }

  private serverOf({ surroundings, stores, identityProviders }: AuthorizationServerProps) {
    const server = new PlatformFunction<TokenEnv>(this, 'Server', {
      lambda: 'token',
      description: 'OAuth 2.0 authorisation server',
      environment: {
        ISSUER: this.issuer,
        TOKEN_ENDPOINTS: `${this.issuer}/token`,
        AUDIENCE: this.audience,
        APPLICATIONS_TABLE: stores.applications.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        GRANTS_TABLE: stores.grants.tableName,
        REVOCATIONS_TABLE: stores.revocations.tableName,
        REPLAYS_TABLE: stores.replays.tableName,
        SIGNING_KEYS: this.signingKeys.keyIds,
        PLATFORM_JWKS: this.signingKeys.jwks,
        IDENTITY_KEY: this.identityKey.keyId,
        IDENTITY_PROVIDERS: JSON.stringify(identityProviders),
      },
      logKey: surroundings.logKey,
      memorySize: 512,
    });
    stores.applications.allow(server, 'GetItem');
    stores.registry.allow(server, 'GetItem');
    stores.grants.allow(server, 'GetItem', 'PutItem');
    stores.revocations.allow(server, 'GetItem', 'PutItem');
    stores.replays.allow(server, 'PutItem');
    this.signingKeys.allowSign(server);
    this.identityKey.grant(server, 'kms:Encrypt');
    return server;
  }
}
