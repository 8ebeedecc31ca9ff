import type { OAuthPorts } from '../ports';
import { makeCheckServerHealth } from './check-server-health';
import { makeIntrospectToken } from './introspect-token';
import { makeIssueToken } from './issue-token';
import type { RequestLimits } from './request-limits';
import { makeRevokeToken } from './revoke-token';
import { makeServeApplication } from './serve-application';

type SignInPorts = 'signIns' | 'identityProviders' | 'upstreamTokens' | 'onFault';

/** What applications ask of the authorisation server. */
export function makeAuthorizationServer(ports: Omit<OAuthPorts, SignInPorts> & { readonly limits: RequestLimits }) {
  const { hash, monitoringKey } = ports;
  const serve = makeServeApplication(ports);
  return {
    issueToken: serve('token', makeIssueToken(ports)),
    revokeToken: serve('revoke', makeRevokeToken(ports)),
    introspectToken: serve('introspect', makeIntrospectToken(ports)),
    checkHealth: makeCheckServerHealth(ports),
    isMonitor: async (key: string) => hash.matches(key, hash.of(await monitoringKey())),
  };
}
