import type { MiddlewareHandler } from 'hono';
import { makeAdoptApplications } from '../../domain/applications/adopt-applications';
import { paths } from '../paths';
import type { PortalBindings } from '../portal-context';
import type { Tools } from '../tools';
import { cookieOf, dropCookie } from './cookies';
import { sessionEnded } from './session-ended';

/**
 * Lets only the holder of an account through; the account is read each time, so that one that was deleted, or signed out
 * everywhere, is out.
 */
export const signedIn = (
  tools: Pick<Tools, 'accounts' | 'page' | 'teams' | 'applications' | 'clock' | 'actAs'>,
): MiddlewareHandler<PortalBindings> => {
  const { accounts, page, actAs } = tools;
  const adoptApplications = makeAdoptApplications(tools);
  return async (context, next) => {
    const { session } = context.var;
    const account = session && (await accounts.find(session.account));
    if (account?.status !== 'active' || account.generation !== session?.generation) {
      context.set('session', undefined);
      const ended = context.req.method === 'POST' ? await sessionEnded(context, page) : undefined;
      if (ended) return ended;
      const had = cookieOf(context, 'session') !== undefined;
      if (had) dropCookie(context, 'session');
      const next = encodeURIComponent(context.req.path);
      return context.redirect(`${paths.signIn}?next=${next}${had ? '&done=session-ended' : ''}`, 303);
    }
    context.set('account', account);
    return actAs({ who: `account ${account.id}`, ...(session && { session: session.id.slice(0, 12) }) }, async () => {
      if (account.applications.length > 0) await adoptApplications(account);
      await next();
    });
  };
};
