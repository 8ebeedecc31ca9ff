import type { Application } from '../../applications/application';
import type { SignIn } from '../authorizations/accept-sign-in';
import { type IdentityProviders, identityProviderName } from '../identity-provider';
import { IdentityProviderFault, type ProviderTokens } from '../identity-provider-client';
import { TokenRefusal } from '../token-refusal';
import { makeVerifySubjectToken, type VerifySubjectTokenPorts } from '../tokens/verify-subject-token';

/**
 * The user, and who acts for them where NHS login's `act` says so: that is an ID token of its own, which nobody has
 * verified yet.
 */
export const makeVerifyActor = (ports: VerifySubjectTokenPorts) => {
  const verifySubjectToken = makeVerifySubjectToken({ ...ports, providers: issuedToPlatform(ports.providers) });

  return async ({ idToken }: ProviderTokens, application: Application): Promise<Pick<SignIn, 'idToken' | 'actor'>> => {
    if (idToken.claims.act === undefined) return { idToken };
    try {
      return await verifySubjectToken(idToken.compact, application);
    } catch (cause) {
      throw cause instanceof TokenRefusal ? new IdentityProviderFault('untrusted', { cause }) : cause;
    }
  };
};

function issuedToPlatform(providers: IdentityProviders): IdentityProviders {
  const entries = identityProviderName.options.map((name) => {
    const { clientId, ...provider } = providers[name] ?? {};
    return [name, clientId && { ...provider, audience: [clientId] }] as const;
  });
  return Object.fromEntries(entries.filter(([, provider]) => provider));
}
