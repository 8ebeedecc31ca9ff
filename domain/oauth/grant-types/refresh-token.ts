import type { Application } from '../../applications/application';
import type { Authorization } from '../authorization';
import { type IssueUserTokensPorts, makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import { repeatAnswer } from '../authorizations/repeat-answer';
import { makeRevokeAuthorization } from '../authorizations/revoke-authorization';
import { readHandle, type SecretHandle } from '../authorizations/secret-handle';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';

/** Refresh tokens of one authorisation at most: their hashes stand in its item, which holds 400 KB. */
const mostRefreshes = 2_000;

/**
 * RFC 6749 §6 with rotation. A refresh token that was used before is in two hands, the application's and a thief's, in
 * whichever order they came: the authorisation ends (RFC 9700 §4.14.2). Not so where the answer may have been lost: the
 * application is given it again for some seconds, as long as it has not used what it was answered.
 */
export const makeRefreshToken = (ports: IssueUserTokensPorts & Pick<OAuthPorts, 'revocations'>) => {
  const { authorizations, hash, marks, clock } = ports;
  const issueUserTokens = makeIssueUserTokens(ports);
  const revokeAuthorization = makeRevokeAuthorization(ports);
  const now = () => Math.floor(clock.now().getTime() / 1000);

  return async ({ form, authenticate }: ClientRequest): Promise<TokenResponse> => redeem(form, await authenticate());

  async function redeem(form: TokenForm, application: Application): Promise<TokenResponse> {
    if (form.refresh_token === undefined) throw new TokenRefusal('refresh_token_missing');
    const handle = readHandle(form.refresh_token);
    const authorization = handle && (await authorizations.find(handle.authorizationId));
    if (!handle || authorization?.applicationId !== application.id) throw new TokenRefusal('refresh_token_invalid');
    if (isSpent(authorization, handle)) {
      const again = await repeatAnswer(authorization, { ...handle, hash: hash.of(handle.secret), now: now() }, marks);
      if (again !== undefined) return again;
      await revokeAuthorization(authorization.id);
      throw new TokenRefusal('refresh_token_invalid');
    }
    const { refresh, revoked } = authorization;
    if (revoked || !refresh || !hash.matches(handle.secret, refresh.hash)) {
      throw new TokenRefusal('refresh_token_invalid');
    }
    if (refresh.expiresAt <= now() || refresh.count >= mostRefreshes) {
      throw new TokenRefusal('refresh_period_over');
    }
    const tokens = await issueUserTokens({ application, authorization, form, usedSecret: handle.secret });
    // Undefined: the same token was used in the meantime, which the second look finds out.
    return tokens ?? redeem(form, application);
  }

  function isSpent({ spent }: Authorization, { secret }: SecretHandle): boolean {
    return spent.includes(hash.of(secret));
  }
};
