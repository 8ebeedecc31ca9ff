import type { SecretHash } from '../../access/secret-hash';
import type { Application } from '../../applications/application';
import type { Clock } from '../../ports';
import type { Grant } from '../authorization';
import type { makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import type { makeRevokeGrant } from '../authorizations/revoke-authorization';
import { readHandle } from '../authorizations/secret-handle';
import type { GrantStore, Marks } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';

export interface RedeemCodeNeeds {
  readonly grants: Pick<GrantStore, 'find'>;
  readonly issueUserTokens: ReturnType<typeof makeIssueUserTokens>;
  readonly revokeGrant: ReturnType<typeof makeRevokeGrant>;
  readonly hash: SecretHash;
  readonly marks: Marks;
  readonly clock: Clock;
}

/** RFC 6749 §4.1.3. A code that comes a second time was stolen, so what came of it the first time ends (§4.1.2). */
export const makeRedeemCode = (needs: RedeemCodeNeeds) => {
  const { grants, issueUserTokens, revokeGrant, hash, marks, clock } = needs;

  return async function redeem(form: TokenForm, application: Application): Promise<TokenResponse> {
    if (form.redirect_uri === undefined) throw new TokenRefusal('redirect_uri_missing');
    if (form.code === undefined) throw new TokenRefusal('code_missing');
    const handle = readHandle(form.code);
    const grant = handle && (await grants.find(handle.grantId));
    if (!handle || grant?.applicationId !== application.id) throw new TokenRefusal('code_invalid');
    const { code, revoked } = grant;
    if (!code || !hash.matches(handle.secret, code.hash)) throw new TokenRefusal('code_invalid');
    if (code.used) {
      await revokeGrant(grant.id);
      throw new TokenRefusal('code_invalid');
    }
    if (revoked || code.expiresAt * 1000 <= clock.now().getTime()) throw new TokenRefusal('code_invalid');
    if (form.redirect_uri !== code.redirectUri) throw new TokenRefusal('redirect_uri_invalid');
    await checkVerifier(form, code);
    const tokens = await issueUserTokens({ application, grant: { ...grant, code: { ...code, used: true } }, form });
    // Undefined: the same code was used in the meantime, which the second look finds out.
    return tokens ?? redeem(form, application);
  };

  /** RFC 7636 §4.6; a verifier without a challenge is a downgrade (RFC 9700 §2.1.1). */
  async function checkVerifier({ code_verifier }: TokenForm, { challengeMark }: NonNullable<Grant['code']>) {
    if (code_verifier === undefined && challengeMark === undefined) return;
    const isKept = code_verifier !== undefined && (await marks.of(hash.of(code_verifier))) === challengeMark;
    if (!isKept) throw new TokenRefusal('code_verifier_invalid');
  }
};
