import { makeUsableApis } from '../authorizations/usable-apis';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import { requireAssertionType } from '../client-authentication/client-assertion';
import type { OAuthPorts } from '../ports';
import { type IssueAccessTokenPorts, makeIssueAccessToken } from '../tokens/issue-access-token';
import { type TokenResponse, tokenResponse } from '../tokens/token-response';

const mode = 'app-level3';

/** RFC 6749 §4.4: the application speaks for itself. */
export const makeClientCredentials = (ports: IssueAccessTokenPorts & Pick<OAuthPorts, 'registry'>) => {
  const usableApis = makeUsableApis(ports);
  const issueAccessToken = makeIssueAccessToken(ports);

  return async ({ form, authenticate }: ClientRequest): Promise<TokenResponse> => {
    requireAssertionType(form);
    const application = await authenticate();
    await usableApis({ application, mode });
    const token = await issueAccessToken({ applicationId: application.id, mode, form });
    const members = {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      issued_at: String(token.issuedAt.getTime()),
    };
    return tokenResponse(application, { members, scope: token.scope });
  };
};
