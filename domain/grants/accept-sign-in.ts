import type { JWTPayload } from 'jose';
import type { SecretHash } from '../access/secret-hash';
import type { Application } from '../applications/application';
import type { NewId } from '../ports';
import type { IdentityCipher } from '../tokens/identity-cipher';
import { type IdentityProviderName, identityIn, modeProved } from '../tokens/identity-provider';
import { TokenRefusal } from '../tokens/token-refusal';
import { makeUsableApis, type UsableApisNeeds } from '../tokens/usable-apis';
import type { UserIdentity } from '../tokens/user-identity';
import type { Grant } from './grant';
import { makeOpenGrant, type OpenGrantNeeds } from './open-grant';

export interface AcceptSignInNeeds extends UsableApisNeeds, OpenGrantNeeds {
  readonly identities: Pick<IdentityCipher, 'seal'>;
  readonly hash: SecretHash;
  readonly newId: NewId;
}

/** An ID token whose signature, issuer, audience and times hold. */
export interface VerifiedIdToken {
  readonly provider: IdentityProviderName;
  readonly compact: string;
  readonly claims: Readonly<JWTPayload>;
}

export interface SignIn extends Pick<Grant, 'pattern' | 'code' | 'upstream'> {
  readonly application: Application;
  readonly idToken: VerifiedIdToken;
  /** ID token of who acts for the user, already verified. */
  readonly actor?: VerifiedIdToken | undefined;
  /** What the provider's userinfo adds to the ID token. */
  readonly userinfo?: Readonly<Record<string, unknown>>;
  readonly shorterPeriod?: number | undefined;
}

// KMS encrypts 4,096 bytes, and an access token of more than 8 KB is refused.
const longestIdToken = 3_000;

/**
 * What a user's sign-in lets the application do, written down as a grant.
 * @throws TokenRefusal where the user reached no level that an API of the application accepts.
 */
export const makeAcceptSignIn = (needs: AcceptSignInNeeds) => {
  const { identities, hash, newId } = needs;
  const usableApis = makeUsableApis(needs);
  const openGrant = makeOpenGrant(needs);

  return async ({ application, idToken, actor, userinfo, ...signIn }: SignIn): Promise<Grant> => {
    const { provider, claims } = idToken;
    const mode = modeProved(provider, claims);
    if (mode === undefined) throw new TokenRefusal('mode_not_usable');
    const apis = await usableApis({ application, mode, isDelegated: actor !== undefined });
    const identity: UserIdentity = {
      ...identityIn(provider, { ...userinfo, ...claims }),
      ...actorIn(actor),
      ...(apis.some(({ sendsIdToken }) => sendsIdToken) && idTokenIn(idToken)),
    };
    return openGrant({
      ...signIn,
      applicationId: application.id,
      provider,
      mode,
      identity: await identities.seal(identity, application.id),
      ...(actor && { actor: newId() }),
      ...(typeof claims.acr === 'string' && { acr: claims.acr }),
      ...(Number.isSafeInteger(claims.auth_time) && { authTime: Number(claims.auth_time) }),
      ...(typeof claims.sid === 'string' && { upstreamSession: hash.of(upstreamId(provider, claims.sid)) }),
      ...(typeof claims.sub === 'string' && { upstreamUser: hash.of(upstreamId(provider, claims.sub)) }),
    });
  };
};

/** A session or user of one provider is not that of another with the same id. */
export const upstreamId = (provider: IdentityProviderName, id: string): string => `${provider} ${id}`;

function actorIn(actor: VerifiedIdToken | undefined): UserIdentity {
  const number = actor && identityIn(actor.provider, actor.claims)['nhs-login-nhs-number'];
  return number === undefined ? {} : { 'nhs-login-actor-nhs-number': number };
}

const idTokenIn = ({ compact }: VerifiedIdToken): UserIdentity =>
  compact.length > longestIdToken ? {} : { 'id-token': compact };
