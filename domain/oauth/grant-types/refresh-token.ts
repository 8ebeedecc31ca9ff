import type { SecretHash } from '../../access/secret-hash';
import type { Application } from '../../applications/application';
import type { Clock } from '../../ports';
import type { Grant } from '../authorization';
import type { makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import { repeatAnswer } from '../authorizations/repeat-answer';
import type { makeRevokeGrant } from '../authorizations/revoke-authorization';
import { readHandle, type SecretHandle } from '../authorizations/secret-handle';
import type { GrantStore, Marks } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';

export interface RedeemRefreshTokenNeeds {
  readonly grants: Pick<GrantStore, 'find'>;
  readonly issueUserTokens: ReturnType<typeof makeIssueUserTokens>;
  readonly revokeGrant: ReturnType<typeof makeRevokeGrant>;
  readonly hash: SecretHash;
  readonly marks: Marks;
  readonly clock: Clock;
}

/** Refresh tokens of one grant at most: their hashes stand in its item, which holds 400 KB. */
const mostRefreshes = 2_000;

/**
 * RFC 6749 §6 with rotation. A refresh token that was used before is in two hands, the application's and a thief's, in
 * whichever order they came: the grant ends (RFC 9700 §4.14.2). Not so where the answer may have been lost: the
 * application is given it again for some seconds, as long as it has not used what it was answered.
 */
export const makeRedeemRefreshToken = (needs: RedeemRefreshTokenNeeds) => {
  const { grants, issueUserTokens, revokeGrant, hash, marks, clock } = needs;

  const now = () => Math.floor(clock.now().getTime() / 1000);

  return async function redeem(form: TokenForm, application: Application): Promise<TokenResponse> {
    if (form.refresh_token === undefined) throw new TokenRefusal('refresh_token_missing');
    const handle = readHandle(form.refresh_token);
    const grant = handle && (await grants.find(handle.grantId));
    if (!handle || grant?.applicationId !== application.id) throw new TokenRefusal('refresh_token_invalid');
    if (isSpent(grant, handle)) {
      const again = await repeatAnswer(grant, { ...handle, hash: hash.of(handle.secret), now: now() }, marks);
      if (again !== undefined) return again;
      await revokeGrant(grant.id);
      throw new TokenRefusal('refresh_token_invalid');
    }
    const { refresh, revoked } = grant;
    if (revoked || !refresh || !hash.matches(handle.secret, refresh.hash)) {
      throw new TokenRefusal('refresh_token_invalid');
    }
    if (refresh.expiresAt <= now() || refresh.count >= mostRefreshes) {
      throw new TokenRefusal('refresh_period_over');
    }
    // Undefined: the same token was used in the meantime, which the second look finds out.
    return (
      (await issueUserTokens({ application, grant, form, usedSecret: handle.secret })) ?? redeem(form, application)
    );
  };

  function isSpent({ spent }: Grant, { secret }: SecretHandle): boolean {
    return spent.includes(hash.of(secret));
  }
};
