import type { Authenticate } from './authenticate-application';
import { requireAssertionType } from './check-client-assertion';
import type { makeIssueAccessToken } from './issue-access-token';
import type { TokenForm } from './token-form';
import type { TokenResponse } from './token-response';
import { makeUsableApis, type UsableApisNeeds } from './usable-apis';

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
    return {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      issued_at: String(token.issuedAt.getTime()),
    };
  };
};
