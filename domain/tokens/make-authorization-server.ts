import { makeVerifyAccessToken, type VerifyAccessTokenNeeds } from '../access/verify-access-token';
import { type AuthenticateApplicationNeeds, makeAuthenticateApplication } from './authenticate-application';
import { type IntrospectTokenNeeds, makeIntrospectToken } from './introspect-token';
import { type IssueTokenNeeds, makeIssueToken } from './issue-token';
import { makeRevokeToken, type RevokeTokenNeeds } from './revoke-token';

type Made = 'authenticate' | 'verifyAccessToken';

export type AuthorizationServerNeeds = AuthenticateApplicationNeeds &
  VerifyAccessTokenNeeds &
  Omit<IssueTokenNeeds, Made> &
  Omit<RevokeTokenNeeds, Made> &
  Omit<IntrospectTokenNeeds, Made>;

/** What applications ask of the authorisation server, each with the same way to prove who they are. */
export function makeAuthorizationServer(needs: AuthorizationServerNeeds) {
  const authenticate = makeAuthenticateApplication(needs);
  const verifyAccessToken = makeVerifyAccessToken(needs);
  return {
    issueToken: makeIssueToken({ ...needs, authenticate }),
    revokeToken: makeRevokeToken({ ...needs, authenticate, verifyAccessToken }),
    introspectToken: makeIntrospectToken({ ...needs, authenticate, verifyAccessToken }),
  };
}
