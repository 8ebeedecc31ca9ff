import type { Application } from '../../applications/application';
import { Unavailable } from '../../unavailable';
import { IdentityProviderFault } from '../identity-provider-client';
import { type PendingSignIn, signInPeriod } from '../pending-sign-in';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { type BrowserBinding, bindingName } from './browser-binding';
import { makeFindDestination } from './find-destination';
import { sealedSignInId, sealSignIn } from './sealed-sign-in';
import { type SignInErrorCode, wayBack } from './way-back';

export type StartSignInPorts = Pick<
  OAuthPorts,
  'applications' | 'signIns' | 'identityProviders' | 'hash' | 'newSecret' | 'clock' | 'issuer' | 'onFault'
>;

/** Where the user goes. */
interface Departure {
  readonly location: string;
  /** For the browser to keep; absent where the user goes straight back. */
  readonly binding?: BrowserBinding;
}

/** RFC 7636 §4.2: a SHA-256, base64url. */
const challengeFormat = /^[\w-]{43}$/;

/**
 * The authorisation endpoint (RFC 6749 §4.1.1): answers where the user is sent, which is the identity provider, or
 * back to the application where the request is wrong.
 * @throws TokenRefusal where it is not known whose user this is.
 */
export const makeStartSignIn = (ports: StartSignInPorts) => {
  const { signIns, identityProviders, hash, newSecret, clock, issuer, onFault } = ports;
  const findDestination = makeFindDestination(ports);

  return async (query: TokenForm): Promise<Departure> => {
    const destination = await findDestination({ clientId: query.client_id, redirectUri: query.redirect_uri });
    const back = wayBack({ ...destination, state: query.state, issuer });
    const error = errorIn(query, destination.application);
    if (error !== undefined) return { location: back.withError(error) };
    try {
      return await departure(query, destination.redirectUri);
    } catch (fault) {
      onFault(fault);
      return { location: back.withError(errorOf(fault)) };
    }
  };

  async function departure(query: TokenForm, redirectUri: string): Promise<Departure> {
    const provider = providerAsked(query);
    const { client_id: applicationId = '', state: ownState = '', code_challenge: challenge, acr_values } = query;
    const [state, nonce, verifier, secret] = [newSecret(), newSecret(), newSecret(), newSecret()];
    const location = await identityProviders.addressOf({ provider, state, nonce, verifier, acrValues: acr_values });
    const brought = { state, secret };
    const pending: PendingSignIn = {
      provider,
      applicationId,
      redirectUri,
      state: ownState,
      ...(challenge && { challenge }),
      nonce,
      verifier,
    };
    await signIns.save({
      id: sealedSignInId(brought, hash),
      sealed: await sealSignIn(pending, brought, hash),
      expiresAt: Math.floor(clock.now().getTime() / 1000) + signInPeriod,
    });
    return { location, binding: { name: bindingName(state, hash), secret } };
  }

  /** In the original platform's order. */
  function errorIn(query: TokenForm, { profile }: Application): SignInErrorCode | undefined {
    if (query.state === undefined) return 'state_missing';
    if (query.response_type === undefined) return 'response_type_missing';
    if (query.response_type !== 'code') return 'response_type_invalid';
    if (!identityProviders.providers.includes(providerAsked(query))) return 'provider_absent';
    return errorInChallenge(query, profile);
  }
};

function errorOf(fault: unknown): SignInErrorCode {
  if (fault instanceof Unavailable) return 'unavailable';
  return fault instanceof IdentityProviderFault ? fault.kind : 'unknown';
}

/** The original's `scope` is no scope of OAuth's: it chooses where the user signs in. */
const providerAsked = ({ scope }: TokenForm) => (scope === 'nhs-login' ? 'nhs-login' : 'nhs-cis2');

/** Without a method RFC 7636 §4.3 reads `plain`, which shows the verifier to whoever sees the request. */
function errorInChallenge(query: TokenForm, profile: Application['profile']): SignInErrorCode | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = query;
  if (challenge === undefined && method === undefined) return profile === 'strict' ? 'challenge_missing' : undefined;
  if (method !== 'S256') return 'challenge_method_invalid';
  if (challenge === undefined) return 'challenge_missing';
  return challengeFormat.test(challenge) ? undefined : 'challenge_invalid';
}
