import type { Application } from '../../applications/application';
import { Unavailable } from '../../unavailable';
import type { Authorization } from '../authorization';
import { type AcceptSignInPorts, makeAcceptSignIn } from '../authorizations/accept-sign-in';
import { writeHandle } from '../authorizations/secret-handle';
import { IdentityProviderFault, type ProviderTokens } from '../identity-provider-client';
import type { PendingSignIn } from '../pending-sign-in';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { VerifySubjectTokenPorts } from '../tokens/verify-subject-token';
import { bindingName } from './browser-binding';
import { makeFindDestination } from './find-destination';
import { openSignIn, sealedSignInId } from './sealed-sign-in';
import { makeVerifyActor } from './verify-actor';
import { type SignInErrorCode, wayBack } from './way-back';

export type FinishSignInPorts = AcceptSignInPorts &
  VerifySubjectTokenPorts &
  Pick<
    OAuthPorts,
    'applications' | 'signIns' | 'identityProviders' | 'upstreamTokens' | 'hash' | 'newSecret' | 'issuer' | 'onFault'
  >;

interface Return {
  /** What the provider sent the browser back with. */
  readonly query: TokenForm;
  /** What the browser keeps under the name of a `BrowserBinding`, and from now on keeps no longer. */
  readonly takeSecret: (name: string) => string | undefined;
}

/** Seconds that a code lives. The original's lives 300; RFC 9700 and FAPI 2.0 §5.3.2.1 (11) ask for 60 at most. */
const codeLifetime = 60;
/** Seconds that an upstream access token is taken to live where the provider does not say. */
const upstreamLifetime = 300;

/**
 * Where an identity provider sends users back to: answers where the user goes on, which is the application, with a
 * code or with what went wrong.
 * @throws TokenRefusal where no such sign-in is under way in this browser, be it that it is over, took too long, began
 * in another or never.
 */
export const makeFinishSignIn = (ports: FinishSignInPorts) => {
  const { signIns, identityProviders, upstreamTokens, hash, marks, newSecret, clock, issuer, onFault } = ports;
  const findDestination = makeFindDestination(ports);
  const acceptSignIn = makeAcceptSignIn(ports);
  const verifyActor = makeVerifyActor(ports);
  const now = () => Math.floor(clock.now().getTime() / 1000);

  return async ({ query, takeSecret }: Return): Promise<string> => {
    const { state = '' } = query;
    const pending = await pendingOf(state, takeSecret(bindingName(state, hash)));
    // Again, as registrations can be withdrawn while a user is away.
    const { application } = await findDestination({
      clientId: pending.applicationId,
      redirectUri: pending.redirectUri,
    });
    const back = wayBack({ application, redirectUri: pending.redirectUri, state: pending.state, issuer });
    try {
      const { nonce, verifier, provider } = pending;
      const secrets = { state, nonce, verifier };
      const tokens = await identityProviders.redeem({ provider, parameters: query, secrets });
      return back.withCode(await codeFor(application, pending, tokens));
    } catch (fault) {
      const error = errorOf(fault);
      if (error !== 'declined' && error !== 'mode_not_usable') onFault(fault);
      return back.withError(error);
    }
  };

  async function pendingOf(state: string, secret: string | undefined): Promise<PendingSignIn> {
    const brought = secret === undefined ? undefined : { state, secret };
    const taken = brought && (await signIns.take(sealedSignInId(brought, hash)));
    if (!taken || taken.expiresAt <= now()) throw new TokenRefusal('state_invalid');
    return openSignIn(taken, brought, hash);
  }

  async function codeFor(application: Application, pending: PendingSignIn, tokens: ProviderTokens): Promise<string> {
    const secret = newSecret();
    const { redirectUri, challenge, provider } = pending;
    const who = await verifyActor(tokens, application);
    const atCis2 = provider === 'nhs-cis2' && {
      userinfo: await identityProviders.userinfo({ ...tokens, provider, subject: String(tokens.idToken.claims.sub) }),
      upstream: await upstreamOf(application, tokens),
    };
    const authorization = await acceptSignIn({
      application,
      ...who,
      ...atCis2,
      pattern: 'combined',
      code: {
        hash: hash.of(secret),
        redirectUri,
        ...(challenge && { challengeMark: await marks.of(challenge) }),
        expiresAt: now() + codeLifetime,
        used: false,
      },
    });
    return writeHandle({ authorizationId: authorization.id, secret });
  }

  async function upstreamOf({ id }: Application, tokens: ProviderTokens): Promise<Authorization['upstream']> {
    const accessToken = await upstreamTokens.seal(tokens.accessToken, id);
    return { accessToken, expiresAt: now() + (tokens.expiresIn ?? upstreamLifetime) };
  }
};

function errorOf(fault: unknown): SignInErrorCode {
  if (fault instanceof Unavailable) return 'unavailable';
  if (fault instanceof IdentityProviderFault) return fault.kind;
  if (!(fault instanceof TokenRefusal)) return 'unknown';
  if (fault.code === 'session_over') return 'declined';
  return fault.code === 'mode_not_usable' ? fault.code : 'unknown';
}
