import { Hono } from 'hono';
import { makeEndSessions } from '../../../domain/accounts/end-sessions';
import { dropCookie } from '../../http/cookies';
import { signedIn } from '../../http/signed-in';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { accountEmailRoutes } from './account-email';
import { accountSettingRoutes } from './account-settings';
import { deleteAccountRoutes } from './delete-account';

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['renamed', 'Your name is changed.'],
  ['new-email', 'Your email address is changed. Sign in with the new one from now on.'],
  ['new-password', 'Your password is changed. Every other browser is signed out.'],
]);

export function accountRoutes(tools: Tools) {
  const { page, accounts } = tools;
  const endSessions = makeEndSessions({ accounts });
  const app = new Hono<PortalBindings>();
  app.use(paths.account, signedIn(tools));
  app.use(`${paths.account}/*`, signedIn(tools));

  app.get(paths.account, (context) =>
    page(context, 'account/account', {
      title: 'Your account',
      account: context.var.account,
      news: news.get(context.req.query('done') ?? ''),
    }),
  );
  app.get(paths.signOutEverywhere, (context) => context.redirect(paths.account, 303));
  app.post(paths.signOutEverywhere, async (context) => {
    await endSessions(context.var.account.id);
    dropCookie(context, 'session');
    return context.redirect(`${paths.signIn}?done=signed-out-everywhere`, 303);
  });
  for (const routes of [accountSettingRoutes, accountEmailRoutes, deleteAccountRoutes]) app.route('/', routes(tools));
  return app;
}
