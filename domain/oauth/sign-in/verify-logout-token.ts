import { isRecord } from '../../record';
import { type IdentityProviderName, providerOf } from '../identity-provider';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import {
  longestJti,
  readJwt,
  refuseExpired,
  refuseFuture,
  rememberedUntil,
  requireExpiry,
  type UnverifiedJwt,
  verifySignature,
} from '../tokens/jwt';
import { providerAlgorithms, requireProviderHeader } from '../tokens/verify-subject-token';

export type VerifyLogoutTokenPorts = Pick<OAuthPorts, 'providers' | 'providerKeys' | 'clock'>;

/** Who is no longer signed in: a user in one session, or in all. */
export interface Logout {
  readonly provider: IdentityProviderName;
  readonly jti: string;
  readonly rememberUntil: Date;
  readonly sid?: string | undefined;
  readonly sub?: string | undefined;
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
/** The first is the specification's, the second what a provider without explicit typing writes. */
const types = ['logout+jwt', 'jwt'];

/** OpenID Connect Back-Channel Logout 1.0 §2.6. */
export const makeVerifyLogoutToken =
  ({ providers, providerKeys, clock }: VerifyLogoutTokenPorts) =>
  async (compact: string | undefined): Promise<Logout> => {
    const jwt = readJwt('logout_token', compact);
    const now = clock.now();
    requireProviderHeader(jwt, types);
    const { claims, field } = jwt;
    const exp = requireExpiry(jwt);
    refuseExpired(jwt, Math.floor(now.getTime() / 1000));
    refuseFuture(jwt, Math.floor(now.getTime() / 1000));
    if (!claims.iss) throw new TokenRefusal('iss_missing', field);
    if (!claims.aud) throw new TokenRefusal('aud_missing', field);
    const provider = providerOf(providers, claims.iss);
    if (provider === undefined) throw new TokenRefusal('iss_unknown', field);
    await verifySignature(jwt, { keys: providerKeys(provider.jwksUri), algorithms: providerAlgorithms, now });
    if (provider.clientId === undefined || ![claims.aud].flat().includes(provider.clientId)) {
      throw new TokenRefusal('aud_of_another', field);
    }
    return { provider: provider.name, rememberUntil: rememberedUntil(exp), ...endedBy(jwt) };
  };

/** What sets a logout token apart from an ID token: the event, and that there is no nonce. */
function endedBy({ claims, field }: UnverifiedJwt): Pick<Logout, 'jti' | 'sid' | 'sub'> {
  const { events, nonce, jti, iat, sid, sub } = claims;
  if (!isRecord(events) || !isRecord(events[logoutEvent])) throw new TokenRefusal('events_invalid', field);
  if (nonce !== undefined) throw new TokenRefusal('nonce_present', field);
  if (iat === undefined) throw new TokenRefusal('iat_missing', field);
  if (!jti) throw new TokenRefusal('jti_missing', field);
  if (jti.length > longestJti) throw new TokenRefusal('jti_invalid', field);
  const ended = { ...(typeof sid === 'string' && sid && { sid }), ...(typeof sub === 'string' && sub && { sub }) };
  if (Object.keys(ended).length === 0) throw new TokenRefusal('sid_sub_missing', field);
  return { jti, ...ended };
}
