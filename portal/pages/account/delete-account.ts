import { Hono } from 'hono';
import * as z from 'zod';
import { erasedAfterDays } from '../../../domain/accounts/account';
import { makeDeleteAccount } from '../../../domain/accounts/delete-account';
import { makeDeleteApplication } from '../../../domain/applications/delete-application';
import { cookieOf, dropCookie } from '../../http/cookies';
import { passwordField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const deleteForm = z.object({ password: passwordField });

export function deleteAccountRoutes(tools: Tools) {
  const { page, accounts, applications, directory, sessions, limits, usageKeys, clock } = tools;
  const deleteApplication = makeDeleteApplication({ accounts, applications, usageKeys });
  const deleteAccount = makeDeleteAccount({ accounts, directory, deleteApplication, clock });
  const app = new Hono<PortalBindings>();
  const ask = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) => {
    const about = { title: 'Delete your account', account: context.var.account, erasedAfterDays };
    return page(context, 'account/delete', { ...about, ...data }, status);
  };

  app.get(paths.deleteAccount, (context) => ask(context));
  app.post(paths.deleteAccount, async (context) => {
    const form = await readForm(context, deleteForm);
    if (form.errors) return ask(context, form, 400);
    const owner = await limits.isOwner(context, form.values.password);
    if (owner.refusal) return owner.refusal;
    if (!owner.answer) return ask(context, mistakes({ password: 'The password is wrong' }), 400);
    await deleteAccount(context.var.account.id);
    const secret = cookieOf(context, 'session');
    if (secret) await sessions.end(secret);
    dropCookie(context, 'session');
    dropCookie(context, 'device');
    context.set('session', undefined);
    return page(context, 'account/deleted', { title: 'Your account is deleted', erasedAfterDays });
  });
  return app;
}
