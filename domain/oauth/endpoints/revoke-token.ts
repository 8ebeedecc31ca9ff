import { makeRevokeAuthorization } from '../authorizations/revoke-authorization';
import { readHandle } from '../authorizations/secret-handle';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import { makeVerifyAccessToken, type VerifyAccessTokenPorts } from '../tokens/verify-access-token';

type Ports = VerifyAccessTokenPorts & Pick<OAuthPorts, 'authorizations' | 'revocations' | 'hash'>;

/**
 * RFC 7009. Any token of a sign-in ends all of that sign-in, for the application means that its user has left. A token
 * that is unknown or no longer good is what it was to become, so that is no error (§2.2).
 */
export const makeRevokeToken = (ports: Ports) => {
  const { authorizations, revocations, hash } = ports;
  const verifyAccessToken = makeVerifyAccessToken(ports);
  const revokeAuthorization = makeRevokeAuthorization(ports);

  return async ({ form, authenticate }: ClientRequest): Promise<void> => {
    const application = await authenticate();
    if (form.token === undefined) throw new TokenRefusal('token_missing');
    const holder = holderOfAccessToken(form.token) ?? (await holderOfRefreshToken(form.token));
    if (holder === undefined) return;
    if (holder.applicationId !== application.id) throw new TokenRefusal('token_of_another');
    await holder.revoke();
  };

  function holderOfAccessToken(token: string) {
    const claims = verifyAccessToken(token);
    if (claims === undefined) return undefined;
    const { grant, jti, exp } = claims;
    const alone = () => revocations.revoke({ id: jti, expiresAt: new Date(exp * 1000) });
    return { applicationId: claims.client_id, revoke: grant === undefined ? alone : () => revokeAuthorization(grant) };
  }

  async function holderOfRefreshToken(token: string) {
    const handle = readHandle(token);
    const authorization = handle && (await authorizations.find(handle.authorizationId));
    if (!handle || !authorization) return undefined;
    const { id, applicationId, refresh, spent } = authorization;
    const isOurs = [refresh?.hash, ...spent].includes(hash.of(handle.secret));
    return isOurs ? { applicationId, revoke: () => revokeAuthorization(id) } : undefined;
  }
};
