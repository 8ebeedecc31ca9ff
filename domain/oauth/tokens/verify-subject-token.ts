import type { Application } from '../../applications/application';
import { own } from '../../own';
import { isRecord } from '../../record';
import { type IdentityProvider, providerOf, type VerifiedIdToken } from '../identity-provider';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import { readJwt, refuseExpired, refuseFuture, requireExpiry, type UnverifiedJwt, verifySignature } from './jwt';

/** CIS2 signs with the first, NHS login with the second. */
export const providerAlgorithms = ['RS256', 'RS512'] as const;

export type VerifySubjectTokenPorts = Pick<OAuthPorts, 'providers' | 'providerKeys' | 'clock'>;

interface SubjectToken {
  readonly idToken: VerifiedIdToken;
  readonly actor?: VerifiedIdToken;
}

/** An ID token of CIS2 or NHS login that was issued to this application (RFC 8693 §2.1). */
export const makeVerifySubjectToken = ({ providers, providerKeys, clock }: VerifySubjectTokenPorts) => {
  return async (compact: string | undefined, application: Application): Promise<SubjectToken> => {
    const idToken = await verified(compact, application);
    const actor = actorTokenIn(idToken);
    if (actor === undefined) return { idToken };
    return { idToken, actor: actingPerson(await verified(actor, application)) };
  };

  async function verified(compact: string | undefined, application: Application): Promise<VerifiedIdToken> {
    const jwt = readJwt('subject_token', compact);
    const now = clock.now();
    requireProviderHeader(jwt, ['jwt']);
    checkClaims(jwt, Math.floor(now.getTime() / 1000));
    const provider = providerOf(providers, jwt.claims.iss);
    if (provider === undefined) throw new TokenRefusal('iss_unknown', jwt.field);
    await verifySignature(jwt, { keys: providerKeys(provider.jwksUri), algorithms: providerAlgorithms, now });
    checkAudience(jwt, provider, application);
    return { provider: provider.name, compact: jwt.compact, claims: jwt.claims };
  }
};

/**
 * NHS login's `act.sub` is the ID token of who acts for the user. An actor that cannot be made out is a refusal: the
 * user alone is not who asks.
 */
function actorTokenIn({ provider, claims }: VerifiedIdToken): string | undefined {
  if (claims.act === undefined) return undefined;
  const actor = isRecord(claims.act) ? claims.act.sub : undefined;
  if (provider !== 'nhs-login' || typeof actor !== 'string') throw new TokenRefusal('act_invalid');
  return actor;
}

function actingPerson(actor: VerifiedIdToken): VerifiedIdToken {
  if (actor.provider !== 'nhs-login') throw new TokenRefusal('act_invalid');
  return actor;
}

/** What an identity provider signs, in the original platform's order of checks. @param types in lower case */
export function requireProviderHeader({ field, header }: UnverifiedJwt, types: readonly string[]): void {
  if (typeof header.kid !== 'string' || header.kid === '') throw new TokenRefusal('kid_missing', field);
  if (!types.includes(String(header.typ).toLowerCase())) throw new TokenRefusal('typ_invalid', field);
  if (!header.alg) throw new TokenRefusal('alg_missing', field);
  if (!providerAlgorithms.some((alg) => alg === header.alg)) throw new TokenRefusal('alg_of_provider_invalid', field);
}

function checkClaims(jwt: UnverifiedJwt, now: number): void {
  requireExpiry(jwt);
  refuseExpired(jwt, now);
  refuseFuture(jwt, now);
  if (!jwt.claims.iss) throw new TokenRefusal('iss_missing', jwt.field);
  if (!jwt.claims.aud) throw new TokenRefusal('aud_missing', jwt.field);
}

/**
 * The ID token was issued to this application, or one application could spend another's sign-in. An application that
 * has another client id at the provider registers it as its attribute `nhs-cis2-client-id` or `nhs-login-client-id`.
 */
function checkAudience({ field, claims }: UnverifiedJwt, provider: IdentityProvider, application: Application): void {
  const accepted = [
    application.id,
    own(application.attributes, `${provider.name}-client-id`),
    ...(provider.audience ?? []),
  ];
  const isAccepted = (client: unknown) => typeof client === 'string' && accepted.includes(client);
  const audiences = [claims.aud].flat();
  const [only, ...others] = audiences;
  // OpenID Connect Core §3.1.3.7 (4, 5): of several, one asked for it.
  const askedFor = claims.azp ?? (others.length === 0 ? only : undefined);
  if (!audiences.some(isAccepted) || !isAccepted(askedFor)) throw new TokenRefusal('aud_of_another', field);
}
