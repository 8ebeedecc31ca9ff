import type { makeAuthenticateApplication } from './authenticate-application';
import type { makeIssueAccessToken } from './issue-access-token';
import type { TokenForm } from './token-form';
import type { TokenResponse } from './token-response';

export interface GrantNeeds {
  readonly authenticate: ReturnType<typeof makeAuthenticateApplication>;
  readonly issue: ReturnType<typeof makeIssueAccessToken>;
}

/** RFC 6749 §4.4: the application speaks for itself. */
export const makeGrantClientCredentials =
  ({ authenticate, issue }: GrantNeeds) =>
  async (form: TokenForm): Promise<TokenResponse> => {
    const application = await authenticate(form);
    const token = await issue({ applicationId: application.id, mode: 'app-level3', form });
    return {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      issued_at: String(token.issuedAt.getTime()),
    };
  };
