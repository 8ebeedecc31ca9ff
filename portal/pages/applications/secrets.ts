import { Hono } from 'hono';
import * as z from 'zod';
import { makeIssueApiKey, makeRemoveApiKey } from '../../../domain/applications/issue-api-key';
import { makeIssueClientSecret, makeRemoveClientSecret } from '../../../domain/applications/issue-client-secret';
import { nameOf } from '../../../domain/applications/issue-secret';
import { findOwn } from '../../../domain/applications/own-application';
import { keepCookie } from '../../http/cookies';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { applicationPath } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { done, doneIf } from './answer';
import { askedFor, one } from './asked-for';
import { secretLifetimes } from './secret-lifetimes';
import { makeShowApplication } from './show-application';

const secretForm = z.object({
  name: z
    .string()
    .trim()
    .pipe(nameField('a name', 60).or(z.literal('')))
    .default(''),
  days: z.enum(['', ...secretLifetimes], 'Choose how long it holds').default(''),
});

/** What is told once and rests as a hash: API keys and client secrets. */
export function secretRoutes(tools: Tools) {
  const { page } = tools;
  const show = makeShowApplication(tools);
  const app = new Hono<PortalBindings>();
  const kinds = [
    {
      path: 'keys',
      kind: 'apiKeys',
      title: 'Remove an API key',
      noun: 'API key',
      issue: makeIssueApiKey(tools),
      remove: makeRemoveApiKey(tools),
      full: 'There are two keys already. Remove one first',
      consequence: 'Calls with it are refused within 60 seconds. This cannot be undone.',
    },
    {
      path: 'client-secrets',
      kind: 'clientSecrets',
      title: 'Remove a client secret',
      noun: 'client secret',
      issue: makeIssueClientSecret(tools),
      remove: makeRemoveClientSecret(tools),
      full: 'There are two client secrets already. Remove one first',
      consequence: 'It is refused from then on. This cannot be undone.',
    },
  ] as const;

  for (const { path, kind, title, noun, issue, remove, full, consequence } of kinds) {
    app.post(`${one}/${path}`, async (context) => {
      const form = await readForm(context, secretForm);
      if (form.errors) {
        const errors = form.errors.map(({ text }) => ({ text, href: `#${path}` }));
        return show(context, askedFor(context), { ...form, errors, typed: {} }, 400);
      }
      const { name, days } = form.values;
      const wishes = { name: name || undefined, days: days === '' ? undefined : Number(days) };
      const secret = await issue({ ...askedFor(context), ...wishes });
      if (!secret) return show(context, askedFor(context), mistakes({ [path]: full }), 400);
      keepCookie(context, 'shown', `${kind}=${secret}`);
      return done(context, `${kind}-created`);
    });
    app.get(`${one}/${path}/:secret/remove`, async (context) => {
      const application = (await findOwn(tools, askedFor(context), 'credentials.remove'))?.application;
      const secret = application?.[kind].find(({ id }) => id === context.req.param('secret'));
      if (!(application && secret)) return context.notFound();
      const name = nameOf(kind, secret);
      const action = `${applicationPath(application.id)}/${path}/${encodeURIComponent(secret.id)}/remove`;
      return page(context, 'applications/remove', { title, application, name, noun, consequence, action });
    });
    app.post(`${one}/${path}/:secret/remove`, async (context) =>
      doneIf(await remove({ ...askedFor(context), secret: context.req.param('secret') }), context, `${kind}-removed`),
    );
  }
  return app;
}
