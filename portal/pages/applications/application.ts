import { Hono } from 'hono';
import * as z from 'zod';
import { makeDeleteApplication } from '../../../domain/applications/delete-application';
import { makeIssueApiKey, makeRemoveApiKey } from '../../../domain/applications/issue-api-key';
import { findOwn, type OwnApplication } from '../../../domain/applications/own-application';
import { makeRemovePublicKeys, makeSetPublicKeys } from '../../../domain/applications/set-public-keys';
import { makeSubscribe, makeUnsubscribe, type SubscribeOutcome } from '../../../domain/applications/subscribe';
import { type FormMistakes, mistakes, readForm } from '../../http/read-form';
import { applicationPath, paths } from '../../paths';
import type { PortalContext, PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';
import { makeShowApplication } from './show-application';

const one = `${paths.applications}/:id`;
const keysForm = z.object({ jwks: z.string().default(''), file: z.string().default('') });
const apiForm = z.object({ api: z.string('Choose an API').min(1, 'Choose an API') });

const refusals: Readonly<Partial<Record<SubscribeOutcome, string>>> = {
  no_such_api: 'Choose an API from the list',
  open_api: 'This API is open: call it without a subscription',
};

/** The pages of one application; somebody else's is answered as one that does not exist. */
export function applicationRoutesOfOne(tools: Tools) {
  const { page, accounts, applications, registry, usageKeys, clock, hash, newId, newSecret, environment } = tools;
  const { production } = environment;
  const subscribe = makeSubscribe({ applications, registry, usageKeys, clock, production });
  const unsubscribe = makeUnsubscribe({ applications, registry, usageKeys });
  const issueApiKey = makeIssueApiKey({ applications, hash, clock, newId, newSecret });
  const removeApiKey = makeRemoveApiKey({ applications });
  const setPublicKeys = makeSetPublicKeys({ applications });
  const removePublicKeys = makeRemovePublicKeys({ applications });
  const deleteApplication = makeDeleteApplication({ accounts, applications, usageKeys });
  const show = makeShowApplication(tools);

  const app = new Hono<PortalEnvironment>();
  const done = (context: PortalContext, what: string) =>
    context.redirect(`${applicationPath(askedFor(context).id)}?done=${what}`, 303);
  const doneIf = (happened: boolean, context: PortalContext, what: string) =>
    happened ? done(context, what) : context.notFound();

  app.get(one, (context) => show(context, askedFor(context)));

  app.post(`${one}/keys`, async (context) => {
    const apiKey = await issueApiKey(askedFor(context));
    if (apiKey) return show(context, askedFor(context), { newApiKey: apiKey });
    return show(context, askedFor(context), mistakes({ keys: 'There are two keys already. Remove one first' }), 400);
  });
  app.post(`${one}/keys/:key/remove`, async (context) =>
    doneIf(await removeApiKey({ ...askedFor(context), key: context.req.param('key') }), context, 'key-removed'),
  );

  app.post(`${one}/public-keys`, async (context) => {
    const form = await readForm(context, keysForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const { jwks, file } = form.values;
    const text = file.trim() === '' ? jwks : file;
    const answer = await setPublicKeys({ ...askedFor(context), text });
    if (answer.outcome !== 'refused') return doneIf(answer.outcome === 'saved', context, 'public-keys-saved');
    return show(context, askedFor(context), keyMistakes(answer.problems), 400);
  });
  app.post(`${one}/public-keys/remove`, async (context) =>
    doneIf(await removePublicKeys(askedFor(context)), context, 'public-keys-removed'),
  );

  app.post(`${one}/subscriptions`, async (context) => {
    const form = await readForm(context, apiForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const outcome = await subscribe({ ...askedFor(context), api: form.values.api });
    const refusal = refusals[outcome];
    if (refusal) return show(context, askedFor(context), mistakes({ api: refusal }), 400);
    return doneIf(outcome !== 'not_found', context, outcome === 'pending' ? 'requested' : 'subscribed');
  });
  app.post(`${one}/subscriptions/:api/remove`, async (context) =>
    doneIf(await unsubscribe({ ...askedFor(context), api: context.req.param('api') }), context, 'unsubscribed'),
  );

  app.get(`${one}/delete`, async (context) => {
    const application = await findOwn(applications, askedFor(context));
    if (!application) return context.notFound();
    return page(context, 'applications/delete', { title: `Delete ${application.name}`, application });
  });
  app.post(`${one}/delete`, async (context) => {
    const deleted = await deleteApplication(askedFor(context));
    return deleted ? context.redirect(paths.applications, 303) : context.notFound();
  });
  return app;
}

const askedFor = (context: PortalContext): OwnApplication => ({
  account: context.var.account.id,
  id: context.req.param('id') ?? '',
});

/** Every problem is listed; the first stands beside the field too. What was typed is not shown: it may be secret. */
function keyMistakes(problems: readonly string[]): FormMistakes {
  return {
    errors: problems.map((text) => ({ text, href: '#jwks' })),
    messages: { jwks: { text: problems.join('. ') } },
    typed: {},
  };
}
