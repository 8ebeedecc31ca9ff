import { Hono } from 'hono';
import * as z from 'zod';
import { makeAllowAttempt } from '../../http/attempt-limits';
import { emailField, nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalContext, PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';

const shortestPassword = 12;

const signUpForm = z.object({
  name: nameField('your full name', 100),
  email: emailField,
  // Length is all that is asked (NIST SP 800-63B §3.1.1.2); the longest is Cognito's.
  password: z
    .string('Enter a password')
    .min(shortestPassword, `Password must be ${shortestPassword} characters or more`)
    .max(256, 'Password must be 256 characters or fewer'),
});
const confirmForm = z.object({
  email: emailField,
  code: z
    .string('Enter the code from the email')
    .transform((code) => code.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Enter the 6-digit code from the email')),
});
const resendForm = z.object({ email: emailField });

const confirmTitle = 'Check your email';

/** Nothing here tells whether an address has an account: every answer and every step is the same for both. */
export function signUpRoutes({ page, directory, attempts, hash }: Tools) {
  const allow = makeAllowAttempt({ attempts, hash });
  const tooMany = (context: PortalContext) => page(context, 'errors/too-many', { title: 'Too many tries' }, 429);
  const app = new Hono<PortalEnvironment>();

  app.get(paths.signUp, (context) => page(context, 'sign-up/sign-up', { title: 'Create an account' }));
  app.post(paths.signUp, async (context) => {
    const form = await readForm(context, signUpForm);
    if (form.errors) return page(context, 'sign-up/sign-up', { title: 'Create an account', ...form }, 400);
    if (!(await allow('sign-up', form.values.email))) return tooMany(context);
    await directory.signUp(form.values);
    return page(context, 'sign-up/confirm', { title: confirmTitle, typed: { email: form.values.email } });
  });

  app.get(paths.confirm, (context) => page(context, 'sign-up/confirm', { title: confirmTitle }));
  app.post(paths.confirm, async (context) => {
    const form = await readForm(context, confirmForm);
    if (form.errors) return page(context, 'sign-up/confirm', { title: confirmTitle, ...form }, 400);
    const { email } = form.values;
    if (!(await allow('confirm', email))) return tooMany(context);
    if (await directory.confirm(form.values)) return context.redirect(`${paths.signIn}?confirmed=1`, 303);
    const wrong = mistakes({ code: 'The code is wrong or out of date. Check it, or send a new one' });
    return page(context, 'sign-up/confirm', { title: confirmTitle, ...wrong, typed: { email } }, 400);
  });

  app.post(paths.resend, async (context) => {
    const form = await readForm(context, resendForm);
    if (form.errors) return page(context, 'sign-up/confirm', { title: confirmTitle, ...form }, 400);
    const { email } = form.values;
    if (!(await allow('resend', email))) return tooMany(context);
    await directory.resendCode(email);
    return page(context, 'sign-up/confirm', { title: confirmTitle, typed: { email }, sent: true });
  });
  return app;
}
