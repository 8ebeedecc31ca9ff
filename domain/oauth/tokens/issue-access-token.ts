import type { AccessMode } from '../../credentials/access-mode';
import type { Authorization } from '../authorization';
import type { OAuthPorts } from '../ports';
import { secondsAsked, type TokenForm } from '../token-form';
import { type AccessTokenClaims, accessTokenLifetime, accessTokenType } from './access-token';

export type IssueAccessTokenPorts = Pick<OAuthPorts, 'signer' | 'clock' | 'newId' | 'issuer' | 'audience'>;

interface Proved {
  readonly applicationId: string;
  readonly mode: AccessMode;
  readonly user?: Pick<Authorization, 'id' | 'identity' | 'actor' | 'acr' | 'authTime'>;
  readonly form: TokenForm;
  /** Seconds that the token may live. @default `accessTokenLifetime` */
  readonly atMost?: number;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly issuedAt: Date;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scope: string;
}

/** A signed access token (RFC 9068). */
export const makeIssueAccessToken =
  ({ signer, clock, newId, issuer, audience }: IssueAccessTokenPorts) =>
  async ({ applicationId, mode, user, form, atMost = accessTokenLifetime }: Proved): Promise<IssuedToken> => {
    const issuedAt = clock.now();
    const iat = Math.floor(issuedAt.getTime() / 1000);
    const expiresIn = Math.min(secondsAsked(form, '_access_token_expiry_ms') ?? atMost, atMost, accessTokenLifetime);
    const claims: AccessTokenClaims = {
      iss: issuer,
      sub: applicationId,
      client_id: applicationId,
      aud: audience,
      iat,
      exp: iat + expiresIn,
      jti: newId(),
      mode,
      scope: scopeOf(mode),
      ...(user && userClaims(user)),
    };
    const accessToken = await signer.sign({ typ: accessTokenType, claims });
    return { accessToken, issuedAt, expiresIn, scope: claims.scope };
  };

const userClaims = ({ id, identity, actor, acr, authTime }: NonNullable<Proved['user']>) => ({
  grant: id,
  identity,
  ...(actor && { act: { sub: actor } }),
  ...(acr && { acr }),
  ...(authTime && { auth_time: authTime }),
});

/**
 * The original platform's scope for an access mode, such as `urn:nhsd:apim:user-nhs-login:P9`, without the API's name
 * at its end: a token would grow with every subscription.
 */
function scopeOf(mode: AccessMode): string {
  const dash = mode.lastIndexOf('-');
  const [who, level] = [mode.slice(0, dash), mode.slice(dash + 1)];
  if (who === 'app') return `urn:nhsd:apim:app:${level}`;
  return `urn:nhsd:apim:user-${who}:${who === 'nhs-login' ? level.toUpperCase() : level}`;
}
