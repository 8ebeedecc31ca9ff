import {
  type AuthenticateApplicationNeeds,
  makeAuthenticateApplication,
} from '../client-authentication/authenticate-application';
import type { TokenForm } from '../token-form';
import { makeVerifyAccessToken, type VerifyAccessTokenNeeds } from '../tokens/verify-access-token';
import { makeAnswerInProfile } from './answer-in-profile';
import { type CheckServerHealthNeeds, makeCheckServerHealth } from './check-server-health';
import { type IntrospectTokenNeeds, makeIntrospectToken } from './introspect-token';
import { type IssueTokenNeeds, makeIssueToken } from './issue-token';
import { type LimitRequestsNeeds, makeLimitRequests } from './request-limits';
import { makeRevokeToken, type RevokeTokenNeeds } from './revoke-token';

type Made = 'authenticate' | 'verifyAccessToken';

export type AuthorizationServerNeeds = AuthenticateApplicationNeeds &
  VerifyAccessTokenNeeds &
  LimitRequestsNeeds &
  CheckServerHealthNeeds & { readonly monitoringKey: () => Promise<string> } & Omit<IssueTokenNeeds, Made> &
  Omit<RevokeTokenNeeds, Made> &
  Omit<IntrospectTokenNeeds, Made>;

/** What applications ask of the authorisation server, each with the same way to prove who they are. */
export function makeAuthorizationServer(needs: AuthorizationServerNeeds) {
  const { hash, monitoringKey } = needs;
  const authenticate = makeAuthenticateApplication(needs);
  const verifyAccessToken = makeVerifyAccessToken(needs);
  const inProfile = makeAnswerInProfile(needs);
  const { counted, guarded } = makeLimitRequests(needs);
  const served = <Answer>(operation: (form: TokenForm) => Promise<Answer>) => guarded(inProfile(operation));
  return {
    checkHealth: makeCheckServerHealth(needs),
    isMonitor: async (key: string) => hash.matches(key, hash.of(await monitoringKey())),
    issueToken: served(makeIssueToken({ ...needs, authenticate: counted('token', authenticate) })),
    revokeToken: served(
      makeRevokeToken({ ...needs, verifyAccessToken, authenticate: counted('revoke', authenticate) }),
    ),
    introspectToken: served(
      makeIntrospectToken({ ...needs, verifyAccessToken, authenticate: counted('introspect', authenticate) }),
    ),
  };
}
