import * as z from 'zod';
import type { OAuthPorts } from '../ports';
import { type AccessTokenClaims, accessTokenClaims, accessTokenType } from './access-token';

export type VerifyAccessTokenPorts = Pick<OAuthPorts, 'signature' | 'issuer' | 'audience' | 'clock'>;

const longestToken = 8 * 1024;
const compactJws = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** What this platform writes: a header with anything more, an extension above all, is not its own. */
const ownHeader = z.strictObject({ alg: z.literal('PS256'), typ: z.literal(accessTokenType), kid: z.string().min(1) });

/**
 * The claims of a bearer token that this platform signed for its own APIs (RFC 9068 §4), or undefined. Whatever is
 * wrong with it is one answer, so that nothing can be learnt by trying.
 */
export const makeVerifyAccessToken = ({ signature: isSigned, issuer, audience, clock }: VerifyAccessTokenPorts) => {
  const keyNamedIn = makeReadHeader();
  return (token: string): AccessTokenClaims | undefined => {
    if (token.length > longestToken) return undefined;
    const [, header = '', payload = '', signature = ''] = compactJws.exec(token) ?? [];
    if (!isCanonical(signature)) return undefined;
    const kid = keyNamedIn(header);
    if (kid === undefined || !isSigned({ kid, signed: `${header}.${payload}`, signature })) return undefined;
    const claims = accessTokenClaims.safeParse(jsonIn(payload)).data;
    if (claims === undefined || claims.sub !== claims.client_id) return undefined;
    const isOurs = claims.iss === issuer && claims.aud === audience;
    const now = Math.floor(clock.now().getTime() / 1000);
    return isOurs && claims.exp > now && (claims.nbf ?? now) <= now ? claims : undefined;
  };
};

const mostHeaders = 16;

/** The key that signed, where the header is one of this platform's; all tokens of one key have the same. */
function makeReadHeader(): (header: string) => string | undefined {
  const known = new Map<string, string>();
  return (header) => {
    const kid = known.get(header) ?? ownHeader.safeParse(jsonIn(header)).data?.kid;
    if (known.size >= mostHeaders) known.clear();
    if (kid !== undefined) known.set(header, kid);
    return kid;
  };
}

/**
 * Whether no bit is left over that means nothing (RFC 4648 §3.5): a token spelt in two ways is two tokens to every
 * cache and deny-list.
 */
function isCanonical(base64url: string): boolean {
  const last = base64url.at(-1) ?? '';
  if (base64url.length % 4 === 2) return 'AQgw'.includes(last);
  if (base64url.length % 4 === 3) return 'AEIMQUYcgkosw048'.includes(last);
  return base64url !== '' && base64url.length % 4 === 0;
}

function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
