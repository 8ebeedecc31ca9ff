import { Hono } from 'hono';
import * as z from 'zod';
import { makeOpenAccount } from '../../../domain/accounts/open-account';
import { cookieOf, dropCookie, keepCookie } from '../../http/cookies';
import { emailField, passwordField } from '../../http/form-fields';
import { parseInterrupted } from '../../http/interrupted-form';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const signInForm = z.object({
  email: emailField,
  password: passwordField,
  next: z.string().optional(),
  interrupted: z.string().optional(),
});

const refusal = 'The email address or the password is wrong';

/** What led here, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['confirmed', 'Your email address is confirmed. You can sign in now.'],
  ['new-password', 'Your password is changed, and every browser is signed out. You can sign in now.'],
  ['session-ended', 'Your session has ended. Sign in to go on.'],
  ['signed-out-everywhere', 'Every browser is signed out.'],
]);

/** Where a visitor was going, if that is a page for which one signs in: no address of another site can be one. */
const destination = (next: string | undefined): string =>
  next !== undefined && /^\/(applications|account|catalogue)(\/[A-Za-z0-9-]+)*$/.test(next) ? next : paths.applications;

export function signInRoutes({ page, directory, accounts, sessions, devices, limits, clock }: Tools) {
  const openAccount = makeOpenAccount({ accounts, clock });
  const show = (context: PortalContext, data: object = {}, status: 200 | 400 = 200) =>
    page(context, 'sign-in/sign-in', { title: 'Sign in', ...data }, status);
  const app = new Hono<PortalBindings>();

  app.get(paths.signIn, (context) => {
    const next = destination(context.req.query('next'));
    return show(context, { typed: { next }, news: news.get(context.req.query('done') ?? '') });
  });
  app.post(paths.signIn, async (context) => {
    const form = await readForm(context, signInForm);
    if (form.errors) return show(context, form, 400);
    const { email, password, next, interrupted } = form.values;
    const guessed = await limits.guess(context, { what: 'password', email }, async () => {
      const answer = await directory.authenticate({ email, password });
      return { isRight: answer.outcome !== 'refused', answer };
    });
    if (guessed.refusal) return guessed.refusal;
    const { answer } = guessed;
    if (answer.outcome === 'unconfirmed') {
      keepCookie(context, 'signUp', answer.signUp);
      return page(context, 'sign-up/confirm', { title: 'Check your email', typed: { email } });
    }
    const account = answer.outcome === 'authenticated' ? await openAccount(answer.user) : undefined;
    if (!account) return show(context, { ...mistakes({ email: refusal }), typed: { email, next, interrupted } }, 400);
    const former = cookieOf(context, 'session');
    if (former) await sessions.end(former);
    if (!(await devices.proof(cookieOf(context, 'device'), account.email))) {
      keepCookie(context, 'device', await devices.remember(account));
    }
    const secret = await sessions.start(account);
    keepCookie(context, 'session', secret);
    const kept = parseInterrupted(interrupted);
    const session = kept && (await sessions.find(secret));
    if (session) {
      context.set('session', session);
      context.set('formToken', session.formToken);
      return page(context, 'sign-in/go-on', { title: 'Go on where you were', ...kept });
    }
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
