import type { AccessMode } from '../access/access-mode';
import type { Clock, NewId } from '../ports';
import { type AccessTokenClaims, accessTokenLifetime, accessTokenType } from './access-token';
import type { TokenForm } from './token-form';
import type { TokenSigner } from './token-signer';

export interface IssueAccessTokenNeeds {
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly issuer: string;
  readonly audience: string;
}

interface Proved {
  readonly applicationId: string;
  readonly mode: AccessMode;
  readonly identity?: string;
  readonly form: TokenForm;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly issuedAt: Date;
  /** Seconds. */
  readonly expiresIn: number;
}

/** A signed access token (RFC 9068). */
export const makeIssueAccessToken =
  ({ signer, clock, newId, issuer, audience }: IssueAccessTokenNeeds) =>
  async ({ applicationId, mode, identity, form }: Proved): Promise<IssuedToken> => {
    const issuedAt = clock.now();
    const iat = Math.floor(issuedAt.getTime() / 1000);
    const expiresIn = lifetimeAsked(form);
    const claims: AccessTokenClaims = {
      iss: issuer,
      sub: applicationId,
      client_id: applicationId,
      aud: audience,
      iat,
      exp: iat + expiresIn,
      jti: newId(),
      mode,
      ...(identity === undefined ? {} : { identity }),
    };
    return { accessToken: await signer.sign({ typ: accessTokenType, claims }), issuedAt, expiresIn };
  };

/** The original's `_access_token_expiry_ms` may shorten a token's life, never prolong it; nonsense is ignored. */
function lifetimeAsked(form: TokenForm): number {
  const asked = Math.floor(Number(form._access_token_expiry_ms) / 1000);
  return asked >= 1 ? Math.min(asked, accessTokenLifetime) : accessTokenLifetime;
}
