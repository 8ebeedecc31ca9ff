import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PortalContext } from '../portal-environment';

/**
 * The `__Host-` prefix makes browsers take such a cookie only from this host, over TLS and for every path (RFC 6265bis
 * §4.1.3.2), so that nobody on a neighbouring host can plant one.
 */
const names = { session: '__Host-dip-session', form: '__Host-dip-form' } as const;
type CookieName = keyof typeof names;

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

export const cookieOf = (context: PortalContext, name: CookieName): string | undefined =>
  getCookie(context, names[name]);

/** Until the browser is closed; the server decides when it ends. */
export const keepCookie = (context: PortalContext, name: CookieName, value: string): void =>
  setCookie(context, names[name], value, attributes);

export function dropCookie(context: PortalContext, name: CookieName): void {
  deleteCookie(context, names[name], attributes);
}
