import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { OAuthContext } from '../../adapters/http/oauth-answers';
import { signInPeriod } from '../../domain/oauth/pending-sign-in';
import type { BrowserBinding } from '../../domain/oauth/sign-in/browser-binding';

/** Browsers take and send such a cookie for this host alone, over TLS (RFC 6265bis §4.1.3.2). */
const prefix = '__Host-sign-in-';
// Lax: it is sent when an identity provider leads the browser back, and with nothing that another site sends by itself.
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** Sign-ins that one browser can have under way: a browser sends all of their cookies with every request. */
const mostUnderWay = 10;

export function keepBinding(context: OAuthContext, { name, secret }: BrowserBinding): void {
  // Browsers list them oldest first (RFC 6265 §5.4).
  const underWay = Object.keys(getCookie(context)).filter((cookie) => cookie.startsWith(prefix));
  for (const cookie of underWay.slice(0, Math.max(0, underWay.length - mostUnderWay + 1))) {
    deleteCookie(context, cookie, attributes);
  }
  setCookie(context, `${prefix}${name}`, secret, { ...attributes, maxAge: signInPeriod });
}

/** The secret of a sign-in, which the browser then forgets. */
export function takeBinding(context: OAuthContext, name: string): string | undefined {
  const secret = getCookie(context, `${prefix}${name}`);
  if (secret !== undefined) deleteCookie(context, `${prefix}${name}`, attributes);
  return secret;
}
