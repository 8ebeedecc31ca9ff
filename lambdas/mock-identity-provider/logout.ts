import type { Issuer } from './issuer';
import type { Parameters } from './parameters';
import { ProviderRefusal } from './refusal';

/** Hands a logout token to the platform and answers the status it replied with. */
export type NotifyLogout = (logoutToken: string) => Promise<number>;

/** Seconds. OpenID Connect Back-Channel Logout 1.0 §2.4 recommends at most two minutes. */
const lifetime = 120;

/** The logout token of a test user, of one session, or of both (OpenID Connect Back-Channel Logout 1.0 §2.4). */
export function signLogoutToken({ user: id, sid }: Parameters, clientId: string, issuer: Issuer): Promise<string> {
  const user = id === undefined ? undefined : issuer.users.get(id);
  if (id !== undefined && user === undefined) {
    throw new ProviderRefusal('invalid_request', 'user names none of the test users');
  }
  if (user === undefined && sid === undefined)
    throw new ProviderRefusal('invalid_request', 'user or sid says who signs out');
  const claims = {
    aud: clientId,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...(user && { sub: user.claims.sub }),
    ...(sid !== undefined && { sid }),
  };
  return issuer.sign({ typ: 'logout+jwt', lifetime, claims });
}
