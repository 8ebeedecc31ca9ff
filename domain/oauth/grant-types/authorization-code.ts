import type { Application } from '../../applications/application';
import type { Authorization } from '../authorization';
import { type IssueUserTokensPorts, makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import { makeRevokeAuthorization } from '../authorizations/revoke-authorization';
import { readHandle } from '../authorizations/secret-handle';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';

/** RFC 6749 §4.1.3. A code that comes a second time was stolen, so what came of it the first time ends (§4.1.2). */
export const makeAuthorizationCode = (ports: IssueUserTokensPorts & Pick<OAuthPorts, 'revocations'>) => {
  const { authorizations, hash, marks, clock } = ports;
  const issueUserTokens = makeIssueUserTokens(ports);
  const revokeAuthorization = makeRevokeAuthorization(ports);

  return async ({ form, authenticate }: ClientRequest): Promise<TokenResponse> => redeem(form, await authenticate());

  async function redeem(form: TokenForm, application: Application): Promise<TokenResponse> {
    if (form.redirect_uri === undefined) throw new TokenRefusal('redirect_uri_missing');
    if (form.code === undefined) throw new TokenRefusal('code_missing');
    const handle = readHandle(form.code);
    const authorization = handle && (await authorizations.find(handle.authorizationId));
    if (!handle || authorization?.applicationId !== application.id) throw new TokenRefusal('code_invalid');
    const { code, revoked } = authorization;
    if (!code || !hash.matches(handle.secret, code.hash)) throw new TokenRefusal('code_invalid');
    if (code.used) {
      await revokeAuthorization(authorization.id);
      throw new TokenRefusal('code_invalid');
    }
    if (revoked || code.expiresAt * 1000 <= clock.now().getTime()) throw new TokenRefusal('code_invalid');
    if (form.redirect_uri !== code.redirectUri) throw new TokenRefusal('redirect_uri_invalid');
    await checkVerifier(form, code);
    const redeemed = { ...authorization, code: { ...code, used: true } };
    const tokens = await issueUserTokens({ application, authorization: redeemed, form });
    // Undefined: the same code was used in the meantime, which the second look finds out.
    return tokens ?? redeem(form, application);
  }

  /** RFC 7636 §4.6; a verifier without a challenge is a downgrade (RFC 9700 §2.1.1). */
  async function checkVerifier({ code_verifier }: TokenForm, { challengeMark }: NonNullable<Authorization['code']>) {
    if (code_verifier === undefined && challengeMark === undefined) return;
    const isKept = code_verifier !== undefined && (await marks.of(hash.of(code_verifier))) === challengeMark;
    if (!isKept) throw new TokenRefusal('code_verifier_invalid');
  }
};
