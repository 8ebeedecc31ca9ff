import type { SecretHash } from '../access/secret-hash';
import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import { type AcceptSignInNeeds, makeAcceptSignIn } from '../grants/accept-sign-in';
import type { Grant } from '../grants/grant';
import { writeHandle } from '../grants/secret-handle';
import type { TextCipher } from '../tokens/text-cipher';
import type { TokenForm } from '../tokens/token-form';
import { TokenRefusal } from '../tokens/token-refusal';
import type { VerifySubjectTokenNeeds } from '../tokens/verify-subject-token';
import { Unavailable } from '../unavailable';
import { makeFindDestination } from './find-destination';
import { type IdentityProviderClient, IdentityProviderFault, type ProviderTokens } from './identity-provider-client';
import type { PendingSignIn } from './pending-sign-in';
import type { SignInStore } from './sign-in-store';
import { makeVerifyActor } from './verify-actor';
import { type SignInErrorCode, wayBack } from './way-back';

export interface FinishSignInNeeds extends AcceptSignInNeeds, VerifySubjectTokenNeeds {
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly signIns: Pick<SignInStore, 'take'>;
  readonly identityProviders: Pick<IdentityProviderClient, 'redeem' | 'userinfo'>;
  readonly upstreamTokens: Pick<TextCipher, 'seal'>;
  readonly hash: SecretHash;
  readonly newSecret: () => string;
  readonly issuer: string;
  readonly onFault: (error: unknown) => void;
}

/** Seconds that a code lives. The original's lives 300; RFC 9700 and FAPI 2.0 §5.3.2.1 (11) ask for 60 at most. */
const codeLifetime = 60;
/** Seconds that an upstream access token is taken to live where the provider does not say. */
const upstreamLifetime = 300;

/**
 * Where an identity provider sends users back to: answers where the user goes on, which is the application, with a
 * code or with what went wrong.
 * @throws TokenRefusal where no such sign-in is under way, be it that it is over, took too long or never began.
 */
export const makeFinishSignIn = (needs: FinishSignInNeeds) => {
  const { signIns, identityProviders, upstreamTokens, hash, newSecret, clock, issuer, onFault } = needs;
  const findDestination = makeFindDestination(needs);
  const acceptSignIn = makeAcceptSignIn(needs);
  const verifyActor = makeVerifyActor(needs);
  const now = () => Math.floor(clock.now().getTime() / 1000);

  return async (query: TokenForm): Promise<string> => {
    const { state } = query;
    const pending = state && (await signIns.take(hash.of(state)));
    if (!pending || pending.expiresAt <= now()) throw new TokenRefusal('state_invalid');
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

  async function codeFor(application: Application, pending: PendingSignIn, tokens: ProviderTokens): Promise<string> {
    const secret = newSecret();
    const { redirectUri, challenge, provider } = pending;
    const who = await verifyActor(tokens, application);
    const atCis2 = provider === 'nhs-cis2' && {
      userinfo: await identityProviders.userinfo({ ...tokens, provider, subject: String(tokens.idToken.claims.sub) }),
      upstream: await upstreamOf(application, tokens),
    };
    const grant = await acceptSignIn({
      application,
      ...who,
      ...atCis2,
      pattern: 'combined',
      code: {
        hash: hash.of(secret),
        redirectUri,
        ...(challenge && { challenge }),
        expiresAt: now() + codeLifetime,
        used: false,
      },
    });
    return writeHandle({ grantId: grant.id, secret });
  }

  async function upstreamOf({ id }: Application, tokens: ProviderTokens): Promise<Grant['upstream']> {
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
