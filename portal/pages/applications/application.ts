import { Hono } from 'hono';
import * as z from 'zod';
import { makeDeleteApplication } from '../../../domain/applications/delete-application';
import { findOwn } from '../../../domain/applications/own-application';
import { makeSubscribe, makeUnsubscribe, type SubscribeOutcome } from '../../../domain/applications/subscribe';
import { reasonField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { applicationPath, paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { accessRoutes, tellPublisher } from './access';
import { doneIf } from './answer';
import { askedFor, one } from './asked-for';
import { publicKeyRoutes } from './public-keys';
import { secretRoutes } from './secrets';
import { makeShowApplication } from './show-application';
import { signInSettingRoutes } from './sign-in-settings';
import { transferRoutes } from './transfer';

const apiForm = z.object({
  api: z.string('Choose an API').min(1, 'Choose an API'),
  purpose: reasonField.default(''),
});

const refusals: Readonly<Partial<Record<SubscribeOutcome, string>>> = {
  needs_assurance: 'This API asks for assurance first: begin it under My products, with this application',
  not_invited: 'The publisher asks applications in: give it the ID of this application',
  no_such_api: 'Choose an API from the list',
  open_api: 'This API is open: call it without a subscription',
  no_room: 'The platform has no room for another subscription at the moment: ask its operator to raise the limit',
  withdrawn: 'Access to this API has been withdrawn from this application',
};

const withdrawn = {
  errors: [
    { text: 'What was withdrawn cannot be removed: only who withdrew it can restore it', href: '#subscriptions' },
  ],
};

const formAddresses = [
  'subscriptions',
  'keys',
  'client-secrets',
  'public-keys',
  'key-set-address',
  'redirect-uris',
  'profile',
];

/** The pages of one application; somebody else's is answered as one that does not exist. */
export function applicationRoutesOfOne(tools: Tools) {
  const { page, environment } = tools;
  const subscribe = makeSubscribe({ ...tools, production: environment.production });
  const unsubscribe = makeUnsubscribe(tools);
  const deleteApplication = makeDeleteApplication(tools);
  const show = makeShowApplication(tools);
  const app = new Hono<PortalBindings>();

  app.get(one, (context) => show(context, askedFor(context)));
  for (const routes of [accessRoutes, secretRoutes, publicKeyRoutes, signInSettingRoutes, transferRoutes])
    app.route('/', routes(tools));

  // What a form was sent to is no page: whoever asks for it is led to the page of the form.
  for (const form of formAddresses) {
    app.get(`${one}/${form}`, (context) => context.redirect(applicationPath(askedFor(context).id), 303));
  }
  app.post(`${one}/subscriptions`, async (context) => {
    const form = await readForm(context, apiForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const { api, purpose } = form.values;
    const outcome = await subscribe({ ...askedFor(context), api, purpose: purpose || undefined });
    if (outcome === 'no_purpose') {
      const missing = mistakes({ purpose: 'Say what the application does with this API: its publisher reads it' });
      return show(context, askedFor(context), { ...missing, typed: form.values }, 400);
    }
    const refusal = refusals[outcome];
    if (refusal) return show(context, askedFor(context), mistakes({ api: refusal }), 400);
    if (outcome === 'pending') await tellPublisher(tools, context, { api, application: askedFor(context).id });
    return doneIf(outcome !== 'not_found', context, outcome === 'pending' ? 'requested' : 'subscribed');
  });
  app.get(`${one}/subscriptions/:api/remove`, (context) =>
    context.redirect(applicationPath(askedFor(context).id), 303),
  );
  app.post(`${one}/subscriptions/:api/remove`, async (context) => {
    const outcome = await unsubscribe({ ...askedFor(context), api: context.req.param('api') });
    if (outcome === 'withdrawn') return show(context, askedFor(context), withdrawn, 400);
    return doneIf(outcome === 'ended', context, 'unsubscribed');
  });

  app.get(`${one}/delete`, async (context) => {
    const own = await findOwn(tools, askedFor(context), 'applications.delete');
    if (!own) return context.notFound();
    const { application } = own;
    return page(context, 'applications/delete', { title: `Delete ${application.name}`, application });
  });
  app.post(`${one}/delete`, async (context) => {
    const deleted = await deleteApplication(askedFor(context));
    return deleted ? context.redirect(paths.applications, 303) : context.notFound();
  });
  return app;
}
