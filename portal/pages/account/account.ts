import { Hono } from 'hono';
import * as z from 'zod';
import { erasedAfterDays } from '../../../domain/accounts/account';
import { makeDeleteAccount } from '../../../domain/accounts/delete-account';
import { makeDeleteApplication } from '../../../domain/applications/delete-application';
import { makeAllowAttempt } from '../../http/attempt-limits';
import { cookieOf, dropCookie } from '../../http/cookies';
import { mistakes, readForm } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { paths } from '../../paths';
import type { PortalContext, PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';

const deleteForm = z.object({
  password: z.string('Enter your password').min(1, 'Enter your password').max(256, 'Enter your password'),
});

export function accountRoutes({
  page,
  accounts,
  applications,
  directory,
  sessions,
  usageKeys,
  attempts,
  hash,
  clock,
}: Tools) {
  const allow = makeAllowAttempt({ attempts, hash });
  const deleteApplication = makeDeleteApplication({ accounts, applications, usageKeys });
  const deleteAccount = makeDeleteAccount({ accounts, directory, deleteApplication, clock });
  const app = new Hono<PortalEnvironment>();
  app.use(paths.account, signedIn(accounts));
  app.use(paths.deleteAccount, signedIn(accounts));

  app.get(paths.account, (context) =>
    page(context, 'account/account', { title: 'Your account', account: context.var.account }),
  );
  const ask = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(
      context,
      'account/delete',
      { title: 'Delete your account', account: context.var.account, erasedAfterDays, ...data },
      status,
    );

  app.get(paths.deleteAccount, (context) => ask(context));
  app.post(paths.deleteAccount, async (context) => {
    const form = await readForm(context, deleteForm);
    if (form.errors) return ask(context, form, 400);
    const { id, email } = context.var.account;
    if (!(await allow('sign-in', email))) return page(context, 'errors/too-many', { title: 'Too many tries' }, 429);
    const answer = await directory.authenticate({ email, password: form.values.password });
    if (answer.outcome !== 'authenticated' || answer.user.id !== id) {
      return ask(context, mistakes({ password: 'The password is wrong' }), 400);
    }
    await deleteAccount(id);
    const secret = cookieOf(context, 'session');
    if (secret) await sessions.end(secret);
    dropCookie(context, 'session');
    context.set('session', undefined);
    return page(context, 'account/deleted', { title: 'Your account is deleted', erasedAfterDays });
  });
  return app;
}
