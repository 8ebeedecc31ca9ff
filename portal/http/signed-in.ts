import type { MiddlewareHandler } from 'hono';
import type { AccountStore } from '../../domain/accounts/account-store';
import { paths } from '../paths';
import type { PortalEnvironment } from '../portal-environment';
import { dropCookie } from './cookies';

/** Lets only the holder of an account through; the account is read each time, so that one that was deleted, or signed out
 * everywhere, is out. */
export const signedIn =
  (accounts: Pick<AccountStore, 'find'>): MiddlewareHandler<PortalEnvironment> =>
  async (context, next) => {
    const { session } = context.var;
    const account = session && (await accounts.find(session.account));
    if (account?.status !== 'active' || account.generation !== session?.generation) {
      if (session) dropCookie(context, 'session');
      return context.redirect(`${paths.signIn}?next=${encodeURIComponent(context.req.path)}`, 303);
    }
    context.set('account', account);
    return next();
  };
