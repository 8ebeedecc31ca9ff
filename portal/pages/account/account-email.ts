import { Hono } from 'hono';
import * as z from 'zod';
import { makeOpenAccount } from '../../../domain/accounts/open-account';
import { keepCookie } from '../../http/cookies';
import { codeField, emailField, passwordField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const emailForm = z.object({ email: emailField });
const confirmForm = z.object({ code: codeField, password: passwordField });

/**
 * A new e-mail address counts once its code and the present password have come from a browser that is signed in.
 * Nothing here tells whether the address is another's.
 */
export function accountEmailRoutes({ page, accounts, directory, devices, limits, clock }: Tools) {
  const openAccount = makeOpenAccount({ accounts, clock });
  const app = new Hono<PortalBindings>();
  const ask = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(
      context,
      'account/email',
      { title: 'Change your email address', account: context.var.account, ...data },
      status,
    );
  const confirm = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'account/confirm-email', { title: 'Confirm your new email address', ...data }, status);

  app.get(paths.accountEmail, (context) => ask(context));
  app.post(paths.accountEmail, async (context) => {
    const form = await readForm(context, emailForm);
    if (form.errors) return ask(context, form, 400);
    const { email } = form.values;
    const { id } = context.var.account;
    const mail = { to: email, proof: `account ${id}` };
    const refusal = await limits.mail(context, mail, () => directory.sendAddressCode(id, email));
    return refusal ?? context.redirect(paths.confirmAccountEmail, 303);
  });

  app.get(paths.confirmAccountEmail, (context) => confirm(context));
  app.post(paths.confirmAccountEmail, async (context) => {
    const form = await readForm(context, confirmForm);
    if (form.errors) return confirm(context, form, 400);
    const { id, email } = context.var.account;
    const { code, password } = form.values;
    const guessed = await limits.guess(context, { what: 'address code', email, proof: `account ${id}` }, async () => {
      const user = await directory.confirmAddress({ email, password, code });
      return { isRight: user !== undefined, answer: user };
    });
    if (guessed.refusal) return guessed.refusal;
    const account = guessed.answer?.id === id ? await openAccount(guessed.answer) : undefined;
    if (!account) return confirm(context, mistakes({ code: 'The code or the password is wrong' }), 400);
    keepCookie(context, 'device', await devices.remember(account));
    return context.redirect(`${paths.account}?done=new-email`, 303);
  });
  return app;
}
