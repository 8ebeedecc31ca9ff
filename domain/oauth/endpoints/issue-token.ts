import { type IssueUserTokensNeeds, makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import { makeRevokeGrant, type RevokeGrantNeeds } from '../authorizations/revoke-authorization';
import type { Authenticate } from '../client-authentication/authenticate-application';
import { makeRedeemCode } from '../grant-types/authorization-code';
import { makeGrantClientCredentials } from '../grant-types/client-credentials';
import { makeRedeemRefreshToken } from '../grant-types/refresh-token';
import {
  type ExchangeTokenNeeds,
  idTokenType,
  makeExchangeToken,
  tokenExchangeGrant,
} from '../grant-types/token-exchange';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import { type IssueAccessTokenNeeds, makeIssueAccessToken } from '../tokens/issue-access-token';
import type { TokenResponse } from '../tokens/token-response';

export type IssueTokenNeeds = IssueAccessTokenNeeds &
  RevokeGrantNeeds &
  Omit<ExchangeTokenNeeds, 'issueUserTokens'> &
  Omit<IssueUserTokensNeeds, 'issue'> & { readonly authenticate: Authenticate };

/** The grants this server honours. */
export const supportedGrants = [
  'authorization_code',
  'client_credentials',
  'refresh_token',
  tokenExchangeGrant,
] as const;

/** The token endpoint: chooses the grant as the original does, by subject token type before grant type. */
export const makeIssueToken = (needs: IssueTokenNeeds) => {
  const { authenticate } = needs;
  const issue = makeIssueAccessToken(needs);
  const issueUserTokens = makeIssueUserTokens({ ...needs, issue });
  const revokeGrant = makeRevokeGrant(needs);
  const grantClientCredentials = makeGrantClientCredentials({ ...needs, issue });
  const exchangeToken = makeExchangeToken({ ...needs, issueUserTokens });
  const redeemCode = makeRedeemCode({ ...needs, issueUserTokens, revokeGrant });
  const redeemRefreshToken = makeRedeemRefreshToken({ ...needs, issueUserTokens, revokeGrant });

  return async (form: TokenForm): Promise<TokenResponse> => {
    const grant = form.grant_type;
    if (form.subject_token_type === idTokenType) return exchangeToken(form);
    if (grant === 'client_credentials') return grantClientCredentials(form);
    if (grant === 'authorization_code') return redeemCode(form, await authenticate(form));
    if (grant === 'refresh_token') return redeemRefreshToken(form, await authenticate(form));
    if (grant === tokenExchangeGrant) throw new TokenRefusal('subject_token_type');
    throw new TokenRefusal(grant === undefined ? 'grant_type_missing' : 'grant_type_unsupported');
  };
};
