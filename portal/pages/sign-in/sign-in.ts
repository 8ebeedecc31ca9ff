import { Hono } from 'hono';
import * as z from 'zod';
import { makeOpenAccount } from '../../../domain/accounts/open-account';
import { makeAllowAttempt } from '../../http/attempt-limits';
import { cookieOf, dropCookie, keepCookie } from '../../http/cookies';
import { emailField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalContext, PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';

const signInForm = z.object({
  email: emailField,
  password: z.string('Enter your password').min(1, 'Enter your password').max(256, 'Enter your password'),
  next: z.string().optional(),
});

const refusal = 'The email address or the password is wrong';

/** Where a visitor was going, if that is a page for which one signs in: no address of another site can be one. */
const destination = (next: string | undefined): string =>
  next !== undefined && /^\/(applications|account|catalogue)(\/[A-Za-z0-9-]+)*$/.test(next) ? next : paths.applications;

export function signInRoutes({ page, directory, accounts, sessions, attempts, hash, clock }: Tools) {
  const allow = makeAllowAttempt({ attempts, hash });
  const openAccount = makeOpenAccount({ accounts, clock });
  const show = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'sign-in/sign-in', { title: 'Sign in', ...data }, status);
  const app = new Hono<PortalEnvironment>();

  app.get(paths.signIn, (context) => {
    const next = destination(context.req.query('next'));
    return show(context, { typed: { next }, confirmed: context.req.query('confirmed') !== undefined });
  });
  app.post(paths.signIn, async (context) => {
    const form = await readForm(context, signInForm);
    if (form.errors) return show(context, form, 400);
    const { email, next } = form.values;
    if (!(await allow('sign-in', email))) return page(context, 'errors/too-many', { title: 'Too many tries' }, 429);
    const answer = await directory.authenticate(form.values);
    if (answer.outcome === 'unconfirmed') {
      return page(context, 'sign-up/confirm', { title: 'Check your email', typed: { email } });
    }
    const account = answer.outcome === 'authenticated' ? await openAccount(answer.user) : undefined;
    if (!account) return show(context, { ...mistakes({ email: refusal }), typed: { email, next } }, 400);
    const former = cookieOf(context, 'session');
    if (former) await sessions.end(former);
    keepCookie(context, 'session', await sessions.start(account.id));
    return context.redirect(destination(next), 303);
  });

  app.get(paths.signOut, (context) => page(context, 'sign-in/sign-out', { title: 'Sign out' }));
  app.post(paths.signOut, async (context) => {
    const secret = cookieOf(context, 'session');
    if (secret) await sessions.end(secret);
    dropCookie(context, 'session');
    return context.redirect(paths.home, 303);
  });
  return app;
}
