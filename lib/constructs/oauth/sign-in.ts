import { Duration } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { BrowserOrigin } from '../../../domain/oauth/endpoints/browser-origin';
import type { SignInEnv } from '../../../lambdas/sign-in/env';
import { authorizationServerLimits } from '../../config/rate-limits';
import { PlatformFunction } from '../functions/platform-function';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import type { MarkKey } from '../security/mark-key';
import type { Stores } from '../storage/stores';
import type { IdentityProviders } from './mock-identity-providers';
import type { RelyingParty } from './relying-party';
import type { SigningKeys } from './signing-keys';

export interface SignInProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly identityProviders: IdentityProviders;
  /** For whose applications people sign in. */
  readonly authorizationServer: {
    readonly issuer: string;
    readonly browserOrigin: BrowserOrigin;
    readonly audience: string;
    readonly signingKeys: SigningKeys;
    readonly markKey: MarkKey;
    readonly identityKey: Key;
    readonly relyingParty: RelyingParty;
  };
}

/** The function that signs users in at an identity provider for the authorisation server. */
export class SignIn extends PlatformFunction<SignInEnv> {
  constructor(scope: Construct, id: string, props: SignInProps) {
    const { surroundings, stores, identityProviders, authorizationServer } = props;
    const { issuer, browserOrigin, audience, signingKeys, markKey, identityKey, relyingParty } = authorizationServer;
    super(scope, id, {
      lambda: 'sign-in',
      description: 'Signs users in at an identity provider',
      environment: {
        ISSUER: issuer,
        SIGN_IN_URL: browserOrigin.url,
        SIGN_IN_HOST: browserOrigin.host,
        AUDIENCE: audience,
        APPLICATIONS_TABLE: stores.applications.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        SIGN_INS_TABLE: stores.signIns.tableName,
        GRANTS_TABLE: stores.grants.tableName,
        REVOCATIONS_TABLE: stores.revocations.tableName,
        REPLAYS_TABLE: stores.replays.tableName,
        ATTEMPTS_TABLE: stores.attempts.tableName,
        REQUEST_LIMITS: JSON.stringify(authorizationServerLimits),
        PLATFORM_JWKS: signingKeys.jwks,
        MARK_KEY: markKey.keyId,
        IDENTITY_KEY: identityKey.keyId,
        RELYING_PARTY_KEYS: relyingParty.keyIds,
        IDENTITY_PROVIDERS: JSON.stringify(identityProviders),
      },
      logKey: surroundings.logKey,
      memorySize: 512,
      // Four requests to the identity provider, one after another, of four seconds each at most.
      timeout: Duration.seconds(20),
    });
    stores.applications.allow(this, 'GetItem');
    stores.registry.allow(this, 'GetItem');
    stores.signIns.allow(this, 'PutItem', 'DeleteItem');
    stores.grants.allow(this, 'GetItem', 'PutItem');
    stores.grants.allowIndexes(this, 'upstreamSession', 'upstreamUser');
    stores.revocations.allow(this, 'GetItem', 'PutItem');
    stores.replays.allow(this, 'GetItem', 'PutItem');
    stores.attempts.allow(this, 'UpdateItem');
    identityKey.grant(this, 'kms:Encrypt', 'kms:Decrypt');
    relyingParty.allowSign(this);
  }
}
