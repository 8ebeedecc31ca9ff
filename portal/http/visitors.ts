import type { MiddlewareHandler } from 'hono';
import type { Sessions } from '../../domain/accounts/sessions';
import type { PortalBindings } from '../portal-context';
import { cookieOf, keepCookie } from './cookies';

interface Needs {
  readonly sessions: Sessions;
  readonly newSecret: () => string;
}

/**
 * Finds out who asks, and which token its forms bear: the session's own, or for a visitor without one a cookie's, whose
 * value no other site can read or set.
 */
export const visitors =
  ({ sessions, newSecret }: Needs): MiddlewareHandler<PortalBindings> =>
  async (context, next) => {
    const secret = cookieOf(context, 'session');
    const session = secret === undefined ? undefined : await sessions.find(secret);
    const held = cookieOf(context, 'form');
    const formToken = session?.formToken ?? held ?? newSecret();
    context.set('session', session);
    context.set('formToken', formToken);
    await next();
    const isPage = context.res.headers.get('Content-Type')?.startsWith('text/html') === true;
    const setsCookie = context.res.headers.has('Set-Cookie');
    if (!(session || held || setsCookie) && isPage) keepCookie(context, 'form', formToken);
  };
