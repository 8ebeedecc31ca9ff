import type { Application } from '../../applications/application';
import { type AccessMode, satisfies } from '../../credentials/access-mode';
import type { Authorization } from '../authorization';
import type { IdentityProviderName, VerifiedIdToken } from '../identity-provider';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import { identityIn, modeProved, type UserIdentity } from '../user-identity';
import { makeOpenAuthorization } from './open-authorization';
import { makeUsableApis } from './usable-apis';

export type AcceptSignInPorts = Pick<
  OAuthPorts,
  'registry' | 'authorizations' | 'revocations' | 'identities' | 'marks' | 'clock' | 'newId'
>;

export interface SignIn extends Pick<Authorization, 'pattern' | 'code' | 'upstream'> {
  readonly application: Application;
  readonly idToken: VerifiedIdToken;
  /** ID token of who acts for the user, already verified. */
  readonly actor?: VerifiedIdToken | undefined;
  /** What the provider's userinfo adds to the ID token. */
  readonly userinfo?: Readonly<Record<string, unknown>>;
  readonly shorterPeriod?: number | undefined;
}

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html: KMS signs 4,096 bytes, which an access token's
// header and claims are, in base64url, with an identity of so many characters sealed inside them.
const longestIdentity = 1_650;

/**
 * What a user's sign-in lets the application do, written down as an authorisation.
 * @throws TokenRefusal where the user reached no level that an API of the application accepts, or has signed out.
 */
export const makeAcceptSignIn = (ports: AcceptSignInPorts) => {
  const { identities, revocations, marks, newId } = ports;
  const usableApis = makeUsableApis(ports);
  const openAuthorization = makeOpenAuthorization(ports);

  return async ({ application, idToken, actor, userinfo, ...signIn }: SignIn): Promise<Authorization> => {
    const { provider, claims } = idToken;
    const mode = modeReached(idToken, actor);
    if (mode === undefined) throw new TokenRefusal('mode_not_usable');
    const apis = await usableApis({ application, mode, isDelegated: actor !== undefined });
    const known: UserIdentity = { ...identityIn(provider, { ...userinfo, ...claims }), ...actorIn(actor) };
    const identity = apis.some(({ sendsIdToken }) => sendsIdToken) ? withIdToken(known, idToken) : known;
    const authorization = await openAuthorization({
      ...signIn,
      applicationId: application.id,
      provider,
      mode,
      identity: await identities.seal(identity, application.id),
      ...(actor && { actor: newId() }),
      ...(typeof claims.acr === 'string' && { acr: claims.acr }),
      ...(Number.isSafeInteger(claims.auth_time) && { authTime: Number(claims.auth_time) }),
      ...(typeof claims.sid === 'string' && { upstreamSession: await marks.of(upstreamId(provider, claims.sid)) }),
      ...(typeof claims.sub === 'string' && { upstreamUser: await marks.of(upstreamId(provider, claims.sub)) }),
    });
    // After it is written: a logout either finds the authorisation or is found here.
    const { upstreamSession } = authorization;
    if (upstreamSession !== undefined && (await revocations.isRevoked(upstreamSession))) {
      throw new TokenRefusal('session_over', 'subject_token');
    }
    return authorization;
  };
};

/** It is the actor who signed in: what they did not prove, nobody did. */
function modeReached(user: VerifiedIdToken, actor: VerifiedIdToken | undefined): AccessMode | undefined {
  const [ofUser, ofActor] = [user, actor ?? user].map(({ provider, claims }) => modeProved(provider, claims));
  if (ofUser === undefined || ofActor === undefined) return undefined;
  return satisfies(ofUser, ofActor) ? ofActor : ofUser;
}

/** A session or user of one provider is not that of another with the same id. */
export const upstreamId = (provider: IdentityProviderName, id: string): string => `${provider} ${id}`;

function actorIn(actor: VerifiedIdToken | undefined): UserIdentity {
  const number = actor && identityIn(actor.provider, actor.claims)['nhs-login-nhs-number'];
  return number === undefined ? {} : { 'nhs-login-actor-nhs-number': number };
}

function withIdToken(identity: UserIdentity, { compact }: VerifiedIdToken): UserIdentity {
  const whole = { ...identity, 'id-token': compact };
  return JSON.stringify(whole).length > longestIdentity ? identity : whole;
}
