import { type IssueUserTokensNeeds, makeIssueUserTokens } from '../grants/issue-user-tokens';
import { makeRedeemCode } from '../grants/redeem-code';
import { makeRedeemRefreshToken } from '../grants/redeem-refresh-token';
import { makeRevokeGrant, type RevokeGrantNeeds } from '../grants/revoke-grant';
import type { Authenticate } from './authenticate-application';
import { type ExchangeTokenNeeds, idTokenType, makeExchangeToken, tokenExchangeGrant } from './exchange-token';
import { makeGrantClientCredentials } from './grant-client-credentials';
import { type IssueAccessTokenNeeds, makeIssueAccessToken } from './issue-access-token';
import type { TokenForm } from './token-form';
import { TokenRefusal } from './token-refusal';
import type { TokenResponse } from './token-response';

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
