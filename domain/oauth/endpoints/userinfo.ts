import { IdentityProviderFault } from '../identity-provider-client';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import { makeVerifyAccessToken, type VerifyAccessTokenPorts } from '../tokens/verify-access-token';

export type UserinfoPorts = VerifyAccessTokenPorts &
  Pick<
    OAuthPorts,
    | 'applications'
    | 'authorizations'
    | 'revocations'
    | 'identities'
    | 'upstreamTokens'
    | 'identityProviders'
    | 'clock'
    | 'onFault'
  >;

/** RFC 6750 §2.1; a token anywhere else is not looked at. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/** What CIS2 says of the user now (OpenID Connect Core §5.3), asked with the access token that CIS2 gave the platform. */
export const makeUserinfo = (ports: UserinfoPorts) => {
  const { applications, authorizations, revocations, identities, upstreamTokens, identityProviders, clock } = ports;
  const verifyAccessToken = makeVerifyAccessToken(ports);

  return async (authorizationHeader: string | undefined): Promise<Readonly<Record<string, unknown>>> => {
    const { authorization, upstream } = await authorizationBehind(authorizationHeader);
    const { provider, applicationId } = authorization;
    if (upstream.expiresAt * 1000 <= clock.now().getTime()) throw new TokenRefusal('upstream_session_over');
    const accessToken = await upstreamTokens.open(upstream.accessToken, applicationId);
    const { 'cis2-uuid': subject = '' } = await identities.open(authorization.identity, applicationId);
    try {
      return await identityProviders.userinfo({ provider, accessToken, subject });
    } catch (fault) {
      ports.onFault(fault);
      throw refusalOf(fault);
    }
  };

  async function authorizationBehind(header = '') {
    const token = bearer.exec(header)?.[1];
    const claims = token && verifyAccessToken(token);
    if (!claims) throw new TokenRefusal('access_token_invalid');
    const [application, isRevoked, authorization] = await Promise.all([
      applications.find(claims.client_id),
      revocations.isRevoked(claims.grant ?? claims.jti),
      claims.grant === undefined ? undefined : authorizations.find(claims.grant),
    ]);
    if (isRevoked || authorization?.revoked || application?.status !== 'approved') {
      throw new TokenRefusal('access_token_invalid');
    }
    if (authorization?.upstream === undefined || authorization.applicationId !== claims.client_id) {
      throw new TokenRefusal('userinfo_unsupported');
    }
    return { authorization, upstream: authorization.upstream };
  }
};

function refusalOf(fault: unknown): unknown {
  if (!(fault instanceof IdentityProviderFault)) return fault;
  return new TokenRefusal(fault.kind === 'unavailable' ? 'provider_unavailable' : 'upstream_session_over');
}
