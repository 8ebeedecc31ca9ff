import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import type { BrowserOrigin } from '../../../domain/oauth/endpoints/browser-origin';
import type { TokenEnv } from '../../../lambdas/token/env';
import { domainNames, publicUrls } from '../../config/public-urls';
import { authorizationServerLimits, defaultRateLimits } from '../../config/rate-limits';
import { PlatformFunction } from '../functions/platform-function';
import { FunctionRestApi } from '../gateway/function-rest-api';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import { MarkKey } from '../security/mark-key';
import { stateRemoval } from '../security/state-removal';
import type { PlatformSecret } from '../storage/platform-secret';
import type { Stores } from '../storage/stores';
import type { IdentityProviders, PlatformClient } from './mock-identity-providers';
import { RelyingParty } from './relying-party';
import { SignIn } from './sign-in';
import { SigningKeys } from './signing-keys';

export interface AuthorizationServerProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly monitoringKey: PlatformSecret;
  readonly identityProviders: IdentityProviders;
}

const routes = [
  ['POST', '/token'],
  ['POST', '/revoke'],
  ['POST', '/introspect'],
  ['GET', '/jwks'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/oauth2'],
  ['GET', '/_ping'],
  ['GET', '/_status'],
] as const;

/** Every method of theirs, as a wrong one is answered 405 in the server's own words. */
const signInRoutes = [
  ['ANY', '/authorize'],
  ['ANY', '/callback'],
  ['ANY', '/userinfo'],
  ['ANY', '/backchannel_logout'],
] as const;

/** The OAuth 2.0 server: its keys, its functions and the REST API under `/oauth2`. */
export class AuthorizationServer extends Construct {
  readonly issuer: string;
  /** Where people's browsers sign in, apart from every producer's API. */
  readonly browserOrigin: BrowserOrigin;
  /** `aud` of access tokens. */
  readonly audience: string;
  readonly signingKeys: SigningKeys;
  /** Encrypts the identity of a user inside an access token, for the application that holds it. */
  readonly identityKey: Key;
  /** Of the marks that stand in tables for what callers choose. */
  readonly markKey: MarkKey;
  /** Proves the platform to identity providers, at which it is a client. */
  readonly relyingParty: RelyingParty;
  readonly restApi: RestApi;
  readonly server: PlatformFunction<TokenEnv>;
  /** Signs users in. */
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, props: AuthorizationServerProps) {
    super(scope, id);
    const { environment, logKey } = props.surroundings;
    const retain = environment.retainState;
    this.signingKeys = new SigningKeys(this, 'SigningKeys', {
      logKey,
      retain,
      generations: environment.signingKeys ?? [1, 2],
    });
    this.relyingParty = new RelyingParty(this, 'RelyingParty', { logKey, retain });
    this.identityKey = new Key(this, 'IdentityKey', {
      description: 'Encrypts the identity of users inside access tokens',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: stateRemoval(retain),
    });
    this.markKey = new MarkKey(this, 'MarkKey', {
      description: 'Derives the key of marks in the tables of the authorisation server',
      retain,
    });
    const restApi = new FunctionRestApi(this, 'RestApi', {
      surroundings: props.surroundings,
      name: 'oauth2',
      description: 'Authorisation server',
      host: 'api',
      basePath: '/oauth2',
      otherMappings: {
        // RFC 8414 §3.1 puts the well-known path between the host and the issuer's own path.
        SecondMapping: { host: 'api', basePath: '/.well-known/oauth-authorization-server' },
        SignInMapping: { host: 'auth', basePath: '/oauth2' },
      },
      errorFormat: 'oauth',
      accessLogFormat: accessLogFormat({ api: 'oauth2', anonymous: false }),
      validation: 'The authorisation server reads every form by a schema of its own',
      rateLimit: defaultRateLimits.identity,
    });
    this.issuer = restApi.publicUrl;
    this.audience = restApi.origin;
    const signInOrigin = publicUrls(environment)?.auth;
    this.browserOrigin = {
      url: signInOrigin ? `${signInOrigin}/oauth2` : this.issuer,
      host: domainNames(environment)?.auth ?? '',
    };
    const because =
      'Clients authenticate to the authorisation server itself (RFC 7523); the rest is public by its RFCs';
    this.restApi = restApi;
    this.server = this.#serverOf(props);
    this.signIn = new SignIn(this, 'SignIn', { ...props, authorizationServer: this });
    this.markKey.allowOnly(this.server.ownRole, this.signIn.ownRole);
    restApi.serve(this.server, routes, because);
    restApi.route(this.signIn, signInRoutes);
  }

  /** What an identity provider has to know of the platform. */
  get asClient(): PlatformClient {
    return {
      jwks: this.relyingParty.jwks,
      redirectUri: `${this.browserOrigin.url}/callback`,
      backchannelLogoutUrl: `${this.issuer}/backchannel_logout`,
    };
  }

  #serverOf({ surroundings, stores, monitoringKey, identityProviders }: AuthorizationServerProps) {
    const server = new PlatformFunction<TokenEnv>(this, 'Server', {
      lambda: 'token',
      description: 'OAuth 2.0 authorisation server',
      environment: {
        ISSUER: this.issuer,
        TOKEN_ENDPOINTS: [...new Set([this.issuer, this.browserOrigin.url])].map((url) => `${url}/token`).join(' '),
        SIGN_IN_URL: this.browserOrigin.url,
        SIGN_IN_HOST: this.browserOrigin.host,
        AUDIENCE: this.audience,
        APPLICATIONS_TABLE: stores.applications.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        GRANTS_TABLE: stores.grants.tableName,
        REVOCATIONS_TABLE: stores.revocations.tableName,
        REPLAYS_TABLE: stores.replays.tableName,
        KEY_SETS_TABLE: stores.keySets.tableName,
        KEY_USES_TABLE: stores.keyUses.tableName,
        LOCAL_KEY_SETS: surroundings.environment.allowHttpTargets ? 'true' : 'false',
        ATTEMPTS_TABLE: stores.attempts.tableName,
        REQUEST_LIMITS: JSON.stringify(authorizationServerLimits),
        MONITORING_KEY_SECRET: monitoringKey.secretArn,
        SIGNING_KEYS: this.signingKeys.keyIds,
        PLATFORM_JWKS: this.signingKeys.jwks,
        MARK_KEY: this.markKey.keyId,
        IDENTITY_KEY: this.identityKey.keyId,
        IDENTITY_PROVIDERS: JSON.stringify(identityProviders),
      },
      logKey: surroundings.logKey,
      memorySize: 512,
      reservedConcurrency: surroundings.environment.concurrency?.token,
    });
    stores.applications.allow(server, 'GetItem');
    stores.registry.allow(server, 'GetItem');
    stores.grants.allow(server, 'GetItem', 'PutItem');
    stores.revocations.allow(server, 'GetItem', 'PutItem');
    stores.keySets.allow(server, 'GetItem', 'PutItem');
    stores.keyUses.allow(server, 'UpdateItem');
    stores.replays.allow(server, 'GetItem', 'PutItem');
    stores.attempts.allow(server, 'UpdateItem');
    monitoringKey.allowRead(server);
    this.signingKeys.allowSign(server);
    server.allowFromHereOnly('kms:Sign');
    this.identityKey.grant(server, 'kms:Encrypt');
    return server;
  }
}
