import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { deviceKnownForDays } from '../../domain/accounts/known-devices';
import type { PortalContext } from '../portal-context';

const day = 24 * 60 * 60;

/**
 * The `__Host-` prefix makes browsers take such a cookie only from this host, over TLS and for every path (RFC 6265bis
 * §4.1.3.2), so that nobody on a neighbouring host can plant one. Without an age a cookie ends with the browser.
 */
const cookies = {
  session: { name: '__Host-dip-session' },
  form: { name: '__Host-dip-form' },
  /** That this browser has signed in before: its tries are not counted among those of strangers. */
  device: { name: '__Host-dip-device', maxAge: deviceKnownForDays * day },
  /** Which sign-up is this browser's own: the code that was mailed for another's does not confirm it. */
  signUp: { name: '__Host-dip-sign-up', maxAge: day },
  /** A secret on its way from the answer to the form that made it to the page that shows it, once. */
  shown: { name: '__Host-dip-shown', maxAge: 60 },
} as const satisfies Record<string, { readonly name: string; readonly maxAge?: number }>;
type CookieName = keyof typeof cookies;

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

export const cookieOf = (context: PortalContext, name: CookieName): string | undefined =>
  getCookie(context, cookies[name].name);

/** The server decides when what it stands for ends. */
export function keepCookie(context: PortalContext, name: CookieName, value: string): void {
  const { name: named, ...age } = cookies[name];
  setCookie(context, named, value, { ...attributes, ...age });
}

export function dropCookie(context: PortalContext, name: CookieName): void {
  deleteCookie(context, cookies[name].name, attributes);
}
