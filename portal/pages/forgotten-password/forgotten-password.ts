import { Hono } from 'hono';
import * as z from 'zod';
import { makeEndSessions } from '../../../domain/accounts/end-sessions';
import { makeOpenAccount } from '../../../domain/accounts/open-account';
import { dropCookie, keepCookie } from '../../http/cookies';
import { codeField, emailField, newPasswordField, tooCommon } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const askForm = z.object({ email: emailField });
const newPasswordForm = z.object({ email: emailField, code: codeField, password: newPasswordField });

/** A new password by proof of the address. Nothing here tells whether an address has an account. */
export function forgottenPasswordRoutes({ page, directory, accounts, devices, limits, commonPasswords, clock }: Tools) {
  const openAccount = makeOpenAccount({ accounts, clock });
  const endSessions = makeEndSessions({ accounts });
  const ask = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'forgotten-password/ask', { title: 'Forgotten password', ...data }, status);
  const choose = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'forgotten-password/choose', { title: 'Choose a new password', ...data }, status);
  const app = new Hono<PortalBindings>();

  app.get(paths.forgottenPassword, (context) => ask(context));
  app.post(paths.forgottenPassword, async (context) => {
    const form = await readForm(context, askForm);
    if (form.errors) return ask(context, form, 400);
    const { email } = form.values;
    const refusal = await limits.mail(context, { to: email }, () => directory.sendResetCode(email));
    return refusal ?? choose(context, { typed: { email }, sent: true });
  });

  app.get(paths.newPassword, (context) => choose(context));
  app.post(paths.newPassword, async (context) => {
    const form = await readForm(context, newPasswordForm);
    if (form.errors) return choose(context, form, 400);
    const { email, password } = form.values;
    if (await commonPasswords.has(password, [email])) {
      return choose(context, { ...mistakes({ password: tooCommon }), typed: { email, code: form.values.code } }, 400);
    }
    const guessed = await limits.guess(context, { what: 'reset code', email }, async () => {
      const user = await directory.resetPassword(form.values);
      return { isRight: user !== undefined, answer: user };
    });
    if (guessed.refusal) return guessed.refusal;
    const opened = guessed.answer && (await openAccount(guessed.answer));
    const account = opened && (await endSessions(opened.id));
    if (!account) {
      const wrong = mistakes({ code: 'The code is wrong or out of date. Check it, or ask for a new one' });
      return choose(context, { ...wrong, typed: { email } }, 400);
    }
    // The address is proved: from here on this browser is no stranger.
    keepCookie(context, 'device', await devices.remember(account));
    dropCookie(context, 'session');
    return context.redirect(`${paths.signIn}?done=new-password`, 303);
  });
  return app;
}
