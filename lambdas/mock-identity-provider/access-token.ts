import type { GrantedCode } from './granted-code';
import type { Issuer } from './issuer';
import { ProviderRefusal } from './refusal';
import type { TestUser } from './test-user';

const typ = 'at+jwt';
/** Seconds that an access token lives: long enough to ask who the user is. */
export const accessTokenLifetime = 300;

/** Good for this provider's userinfo endpoint and nothing else. */
const audienceOf = ({ url }: Issuer) => `${url}/userinfo`;

export const signAccessToken = (
  { client_id, scope }: GrantedCode,
  { claims }: TestUser,
  issuer: Issuer,
): Promise<string> =>
  issuer.sign({
    typ,
    lifetime: accessTokenLifetime,
    claims: { sub: claims.sub, aud: audienceOf(issuer), client_id, scope },
  });

/**
 * What the scopes of an access token entitle to, and `sub`.
 * @throws invalid_token (RFC 6750 §3.1)
 */
export async function readUserInfo(authorization: string | undefined, issuer: Issuer) {
  const [, compact = ''] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '') ?? [];
  const token = await issuer.read(typ, compact, audienceOf(issuer)).catch(() => undefined);
  const user = issuer.userOf(token?.sub);
  if (user === undefined)
    throw new ProviderRefusal('invalid_token', 'The access token is missing, unknown or out of date');
  const asked = String(token?.scope).split(' ');
  const information = asked.map((scope) => (Object.hasOwn(user.byScope, scope) ? user.byScope[scope] : {}));
  return Object.assign({ sub: user.claims.sub }, ...information);
}
