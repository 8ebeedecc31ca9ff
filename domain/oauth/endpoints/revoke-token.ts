import type { SecretHash } from '../../access/secret-hash';
import { makeRevokeGrant, type RevokeGrantNeeds } from '../authorizations/revoke-authorization';
import { readHandle } from '../authorizations/secret-handle';
import type { Authenticate } from '../client-authentication/authenticate-application';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { makeVerifyAccessToken } from '../tokens/verify-access-token';

export interface RevokeTokenNeeds extends RevokeGrantNeeds {
  readonly authenticate: Authenticate;
  readonly verifyAccessToken: ReturnType<typeof makeVerifyAccessToken>;
  readonly hash: SecretHash;
}

/**
 * RFC 7009. Any token of a sign-in ends all of that sign-in, for the application means that its user has left. A token
 * that is unknown or no longer good is what it was to become, so that is no error (§2.2).
 */
export const makeRevokeToken = (needs: RevokeTokenNeeds) => {
  const { authenticate, verifyAccessToken, grants, revocations, hash } = needs;
  const revokeGrant = makeRevokeGrant(needs);

  return async (form: TokenForm): Promise<void> => {
    const application = await authenticate(form);
    if (form.token === undefined) throw new TokenRefusal('token_missing');
    const holder = (await holderOfAccessToken(form.token)) ?? (await holderOfRefreshToken(form.token));
    if (holder === undefined) return;
    if (holder.applicationId !== application.id) throw new TokenRefusal('token_of_another');
    await holder.revoke();
  };

  async function holderOfAccessToken(token: string) {
    const claims = await verifyAccessToken(token);
    if (claims === undefined) return undefined;
    const { grant, jti, exp } = claims;
    const alone = () => revocations.revoke({ id: jti, expiresAt: new Date(exp * 1000) });
    return { applicationId: claims.client_id, revoke: grant === undefined ? alone : () => revokeGrant(grant) };
  }

  async function holderOfRefreshToken(token: string) {
    const handle = readHandle(token);
    const grant = handle && (await grants.find(handle.grantId));
    const isOurs = handle && [grant?.refresh?.hash, ...(grant?.spent ?? [])].includes(hash.of(handle.secret));
    if (!grant || !isOurs) return undefined;
    return { applicationId: grant.applicationId, revoke: () => revokeGrant(grant.id) };
  }
};
