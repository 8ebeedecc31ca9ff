import { Hono } from 'hono';
import * as z from 'zod';
import { changeAccount } from '../../../domain/accounts/change-account';
import { makeEndSessions } from '../../../domain/accounts/end-sessions';
import { keepCookie } from '../../http/cookies';
import { nameField, newPasswordField, passwordField, tooCommon } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const nameForm = z.object({ name: nameField('your full name', 100), password: passwordField });
const passwordForm = z.object({ password: passwordField, newPassword: newPasswordField });

/** Name and password, each against the present password. */
export function accountSettingRoutes(tools: Tools) {
  const { page, accounts, directory, devices, sessions, limits, commonPasswords } = tools;
  const endSessions = makeEndSessions({ accounts });
  const app = new Hono<PortalBindings>();
  const show =
    (template: string, title: string) =>
    (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
      page(context, `account/${template}`, { title, account: context.var.account, ...data }, status);

  const askName = show('name', 'Change your name');
  app.get(paths.accountName, (context) => askName(context));
  app.post(paths.accountName, async (context) => {
    const form = await readForm(context, nameForm);
    if (form.errors) return askName(context, form, 400);
    const { name, password } = form.values;
    const owner = await limits.isOwner(context, password);
    if (owner.refusal) return owner.refusal;
    if (!owner.answer) {
      return askName(context, { ...mistakes({ password: 'The password is wrong' }), typed: { name } }, 400);
    }
    const { id } = context.var.account;
    await directory.rename(id, name);
    await changeAccount(accounts, id, (account) => ({ ...account, name }));
    return context.redirect(`${paths.account}?done=renamed`, 303);
  });

  const askPassword = show('password', 'Change your password');
  app.get(paths.accountPassword, (context) => askPassword(context));
  app.post(paths.accountPassword, async (context) => {
    const form = await readForm(context, passwordForm);
    if (form.errors) return askPassword(context, form, 400);
    const { password, newPassword } = form.values;
    const { id, name, email } = context.var.account;
    if (await commonPasswords.has(newPassword, [name, email])) {
      return askPassword(context, mistakes({ newPassword: tooCommon }), 400);
    }
    const owner = await limits.isOwner(context, password);
    if (owner.refusal) return owner.refusal;
    if (!owner.answer) return askPassword(context, mistakes({ password: 'The password is wrong' }), 400);
    await directory.setPassword(id, newPassword);
    const account = await endSessions(id);
    if (!account) return context.notFound();
    keepCookie(context, 'device', await devices.remember(account));
    keepCookie(context, 'session', await sessions.start(account));
    return context.redirect(`${paths.account}?done=new-password`, 303);
  });
  return app;
}
