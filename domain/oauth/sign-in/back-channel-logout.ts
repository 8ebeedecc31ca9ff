import { upstreamId } from '../authorizations/accept-sign-in';
import { makeRevokeAuthorization } from '../authorizations/revoke-authorization';
import type { OAuthPorts, UpstreamKey } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import { type Logout, makeVerifyLogoutToken, type VerifyLogoutTokenPorts } from './verify-logout-token';

export type BackChannelLogoutPorts = VerifyLogoutTokenPorts &
  Pick<OAuthPorts, 'authorizations' | 'revocations' | 'replays' | 'marks'>;

/** Seconds; ID tokens of CIS2 and NHS login live an hour. */
const longestIdToken = 12 * 3600;

/** A user has signed out at the identity provider: whatever that sign-in lets applications do ends (RFC 7009's way). */
export const makeBackChannelLogout = (ports: BackChannelLogoutPorts) => {
  const { authorizations, revocations, replays, marks, clock } = ports;
  const verifyLogoutToken = makeVerifyLogoutToken(ports);
  const revokeAuthorization = makeRevokeAuthorization(ports);

  return async (form: TokenForm): Promise<void> => {
    const logout = await verifyLogoutToken(form.logout_token);
    const { sid, sub = '', provider } = logout;
    // A session ends for good, so that its logout may come again after one that failed half-way. A user may have
    // signed in since: there the token must not have been used before.
    if (sid !== undefined) await endSession(await marks.of(upstreamId(provider, sid)));
    await useUp(logout);
    if (sid === undefined) await endAll({ upstreamUser: await marks.of(upstreamId(provider, sub)) });
  };

  async function endSession(upstreamSession: string): Promise<void> {
    const expiresAt = new Date(clock.now().getTime() + longestIdToken * 1000);
    await revocations.revoke({ id: upstreamSession, expiresAt });
    await endAll({ upstreamSession });
  }

  async function endAll(key: UpstreamKey): Promise<void> {
    const ids = await authorizations.idsOf(key);
    await Promise.all(ids.map((id) => revokeAuthorization(id)));
  }

  async function useUp({ provider, jti, rememberUntil }: Logout): Promise<void> {
    const isFirst = await replays.burn({ id: `logout ${provider} ${await marks.of(jti)}`, expiresAt: rememberUntil });
    if (!isFirst) throw new TokenRefusal('jti_used', 'logout_token');
  }
};
