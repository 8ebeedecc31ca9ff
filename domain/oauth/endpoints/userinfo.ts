import type { ApplicationStore } from '../../applications/application-store';
import type { Clock } from '../../ports';
import { type IdentityProviderClient, IdentityProviderFault } from '../identity-provider-client';
import type { GrantStore, IdentityCipher, RevocationStore, TextCipher } from '../ports';
import { TokenRefusal } from '../token-refusal';
import type { makeVerifyAccessToken } from '../tokens/verify-access-token';

export interface UserinfoNeeds {
  readonly verifyAccessToken: ReturnType<typeof makeVerifyAccessToken>;
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly grants: Pick<GrantStore, 'find'>;
  readonly revocations: Pick<RevocationStore, 'isRevoked'>;
  readonly identities: Pick<IdentityCipher, 'open'>;
  readonly upstreamTokens: Pick<TextCipher, 'open'>;
  readonly identityProviders: Pick<IdentityProviderClient, 'userinfo'>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** RFC 6750 §2.1; a token anywhere else is not looked at. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/** What CIS2 says of the user now (OpenID Connect Core §5.3), asked with the access token that CIS2 gave the platform. */
export const makeUserinfo = (needs: UserinfoNeeds) => {
  const { identities, upstreamTokens, identityProviders, clock, onFault } = needs;

  return async (authorization: string | undefined): Promise<Readonly<Record<string, unknown>>> => {
    const { grant, upstream } = await grantBehind(authorization);
    const { provider, applicationId } = grant;
    if (upstream.expiresAt * 1000 <= clock.now().getTime()) throw new TokenRefusal('upstream_session_over');
    const accessToken = await upstreamTokens.open(upstream.accessToken, applicationId);
    const { 'cis2-uuid': subject = '' } = await identities.open(grant.identity, applicationId);
    try {
      return await identityProviders.userinfo({ provider, accessToken, subject });
    } catch (fault) {
      onFault(fault);
      throw refusalOf(fault);
    }
  };

  async function grantBehind(authorization = '') {
    const token = bearer.exec(authorization)?.[1];
    const claims = token && (await needs.verifyAccessToken(token));
    if (!claims) throw new TokenRefusal('access_token_invalid');
    const [application, isRevoked, grant] = await Promise.all([
      needs.applications.find(claims.client_id),
      needs.revocations.isRevoked(claims.grant ?? claims.jti),
      claims.grant === undefined ? undefined : needs.grants.find(claims.grant),
    ]);
    if (isRevoked || grant?.revoked || application?.status !== 'approved') {
      throw new TokenRefusal('access_token_invalid');
    }
    if (grant?.upstream === undefined || grant.applicationId !== claims.client_id) {
      throw new TokenRefusal('userinfo_unsupported');
    }
    return { grant, upstream: grant.upstream };
  }
};

function refusalOf(fault: unknown): unknown {
  if (!(fault instanceof IdentityProviderFault)) return fault;
  return new TokenRefusal(fault.kind === 'unavailable' ? 'provider_unavailable' : 'upstream_session_over');
}
