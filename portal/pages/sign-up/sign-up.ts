import { Hono } from 'hono';
import * as z from 'zod';
import { terms } from '../../../domain/accounts/terms';
import { cookieOf, dropCookie, keepCookie } from '../../http/cookies';
import { codeField, emailField, nameField, newPasswordField, tooCommon } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const signUpForm = z.object({
  name: nameField('your full name', 100),
  email: emailField,
  password: newPasswordField,
  /** The version that the page showed. */
  terms: z.literal(terms.version, 'The terms of use have changed: read them before you create the account'),
});
const confirmForm = z.object({ email: emailField, code: codeField });
const resendForm = z.object({ email: emailField });

const title = 'Create an account';
const confirmTitle = 'Check your email';
const wrongCode =
  'The code is wrong or out of date. Check it, send a new one, or create the account again in this browser';

/** Nothing here tells whether an address has an account: every answer and every step is the same for both. */
export function signUpRoutes({ page, directory, limits, commonPasswords, clock }: Tools) {
  const app = new Hono<PortalBindings>();
  const show = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'sign-up/sign-up', { title, terms, ...data }, status);
  const showConfirm = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'sign-up/confirm', { title: confirmTitle, ...data }, status);

  app.get(paths.signUp, (context) => show(context));
  app.post(paths.signUp, async (context) => {
    const form = await readForm(context, signUpForm);
    if (form.errors) return show(context, form, 400);
    const { name, email, password } = form.values;
    if (await commonPasswords.has(password, [name, email])) {
      return show(context, { ...mistakes({ password: tooCommon }), typed: { name, email } }, 400);
    }
    const accepted = { version: form.values.terms, acceptedAt: clock.now().toISOString() };
    const refusal = await limits.mail(context, { to: email }, async () => {
      const { signUp, isMailed } = await directory.signUp({ name, email, password, terms: accepted });
      keepCookie(context, 'signUp', signUp);
      return isMailed;
    });
    return refusal ?? showConfirm(context, { typed: { email } });
  });

  app.get(paths.confirm, (context) => showConfirm(context));
  app.post(paths.confirm, async (context) => {
    const form = await readForm(context, confirmForm);
    if (form.errors) return showConfirm(context, form, 400);
    const { email, code } = form.values;
    const guessed = await limits.guess(context, { what: 'sign-up code', email }, async () => {
      const isRight = await directory.confirm({ email, code, signUp: cookieOf(context, 'signUp') ?? '' });
      return { isRight, answer: isRight };
    });
    if (guessed.refusal) return guessed.refusal;
    if (!guessed.answer) return showConfirm(context, { ...mistakes({ code: wrongCode }), typed: { email } }, 400);
    dropCookie(context, 'signUp');
    return context.redirect(`${paths.signIn}?done=confirmed`, 303);
  });

  app.get(paths.resend, (context) => context.redirect(paths.confirm, 303));
  app.post(paths.resend, async (context) => {
    const form = await readForm(context, resendForm);
    if (form.errors) return showConfirm(context, form, 400);
    const { email } = form.values;
    const refusal = await limits.mail(context, { to: email }, () => directory.resendCode(email));
    return refusal ?? showConfirm(context, { typed: { email }, sent: true });
  });
  return app;
}
