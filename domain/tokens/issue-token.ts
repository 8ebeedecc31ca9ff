import { type AuthenticateApplicationNeeds, makeAuthenticateApplication } from './authenticate-application';
import { type ExchangeTokenNeeds, idTokenType, makeExchangeToken, tokenExchangeGrant } from './exchange-token';
import { makeGrantClientCredentials } from './grant-client-credentials';
import { type IssueAccessTokenNeeds, makeIssueAccessToken } from './issue-access-token';
import type { TokenForm } from './token-form';
import { TokenRefusal } from './token-refusal';
import type { TokenResponse } from './token-response';

export type IssueTokenNeeds = AuthenticateApplicationNeeds &
  IssueAccessTokenNeeds &
  Omit<ExchangeTokenNeeds, 'authenticate' | 'issue'>;

/** The grants this server honours. */
export const supportedGrants = ['client_credentials', tokenExchangeGrant] as const;

/** The token endpoint: chooses the grant as the original does, by subject token type before grant type. */
export const makeIssueToken = (needs: IssueTokenNeeds) => {
  const authenticate = makeAuthenticateApplication(needs);
  const issue = makeIssueAccessToken(needs);
  const grantClientCredentials = makeGrantClientCredentials({ authenticate, issue });
  const exchangeToken = makeExchangeToken({ ...needs, authenticate, issue });

  return async (form: TokenForm): Promise<TokenResponse> => {
    const grant = form.grant_type;
    if (form.subject_token_type === idTokenType) return exchangeToken(form);
    if (grant === 'client_credentials') return grantClientCredentials(form);
    if (grant === tokenExchangeGrant) throw new TokenRefusal('subject_token_type');
    throw new TokenRefusal(grant === undefined ? 'grant_type_missing' : 'grant_type_unsupported');
  };
};
