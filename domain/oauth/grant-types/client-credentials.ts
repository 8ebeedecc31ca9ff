import { makeUsableApis, type UsableApisNeeds } from '../authorizations/usable-apis';
import type { Authenticate } from '../client-authentication/authenticate-application';
import { requireAssertionType } from '../client-authentication/check-client-assertion';
import type { TokenForm } from '../token-form';
import type { makeIssueAccessToken } from '../tokens/issue-access-token';
import { type TokenResponse, tokenResponse } from '../tokens/token-response';

export interface GrantClientCredentialsNeeds extends UsableApisNeeds {
  readonly authenticate: Authenticate;
  readonly issue: ReturnType<typeof makeIssueAccessToken>;
}

const mode = 'app-level3';

/** RFC 6749 §4.4: the application speaks for itself. */
export const makeGrantClientCredentials = (needs: GrantClientCredentialsNeeds) => {
  const { authenticate, issue } = needs;
  const usableApis = makeUsableApis(needs);

  return async (form: TokenForm): Promise<TokenResponse> => {
    requireAssertionType(form);
    const application = await authenticate(form);
    await usableApis({ application, mode });
    const token = await issue({ applicationId: application.id, mode, form });
    const members = {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      issued_at: String(token.issuedAt.getTime()),
    };
    return tokenResponse(application, { members, scope: token.scope });
  };
};
