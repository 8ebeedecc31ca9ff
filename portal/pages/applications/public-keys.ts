import { Hono } from 'hono';
import * as z from 'zod';
import type { Application } from '../../../domain/applications/application';
import { findOwn } from '../../../domain/applications/own-application';
import { makeRemoveKeySetUrl, makeSetKeySetUrl } from '../../../domain/applications/set-key-set-url';
import { makeRemovePublicKeys, makeSetPublicKeys } from '../../../domain/applications/set-public-keys';
import { uploadedKeys } from '../../../domain/key-sets/uploaded-keys';
import { readForm } from '../../http/read-form';
import { applicationPath } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { doneIf, fieldMistakes } from './answer';
import { askedFor, one } from './asked-for';
import { makeShowApplication } from './show-application';

const keysForm = z.object({ jwks: z.string().default(''), file: z.string().default('') });
const addressForm = z.object({ jwksUrl: z.string().default('') });

/** The public keys of an application: uploaded, or at an address of its own. */
export function publicKeyRoutes(tools: Tools) {
  const { page, environment, keySets, clock } = tools;
  const setPublicKeys = makeSetPublicKeys(tools);
  const removePublicKeys = makeRemovePublicKeys(tools);
  const setKeySetUrl = makeSetKeySetUrl({ ...tools, rules: { local: environment.localKeySets } });
  const removeKeySetUrl = makeRemoveKeySetUrl(tools);
  const show = makeShowApplication(tools);
  const app = new Hono<PortalBindings>();

  app.post(`${one}/public-keys`, async (context) => {
    const form = await readForm(context, keysForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const { jwks, file } = form.values;
    const text = file.trim() === '' ? jwks : file;
    const answer = await setPublicKeys({ ...askedFor(context), text });
    if (answer.outcome !== 'refused') return doneIf(answer.outcome === 'saved', context, 'public-keys-saved');
    // What was typed is not shown again: it may be secret.
    return show(context, askedFor(context), fieldMistakes('jwks', answer.problems), 400);
  });
  const removals = [
    {
      path: 'public-keys',
      title: 'Remove the public keys',
      noun: 'public keys',
      has: ({ jwks }: Application) => jwks !== undefined,
    },
    {
      path: 'key-set-address',
      title: 'Remove the address of the key set',
      noun: 'address',
      has: ({ jwksUrl }: Application) => jwksUrl !== undefined,
    },
  ];
  const without = 'Without public keys the application gets no access token by signed JWT.';
  for (const { path, title, noun, has } of removals) {
    app.get(`${one}/${path}/remove`, async (context) => {
      const application = (await findOwn(tools, askedFor(context), 'credentials.remove'))?.application;
      if (!(application && has(application))) return context.notFound();
      const servesOn =
        path === 'key-set-address' && uploadedKeys(application, await keySets.find(application.id), clock.now());
      const consequence = servesOn ? 'The public keys that you uploaded serve on.' : without;
      const action = `${applicationPath(application.id)}/${path}/remove`;
      return page(context, 'applications/remove', { title, application, noun, consequence, action });
    });
  }
  app.post(`${one}/public-keys/remove`, async (context) =>
    doneIf(await removePublicKeys(askedFor(context)), context, 'public-keys-removed'),
  );

  app.post(`${one}/key-set-address`, async (context) => {
    const form = await readForm(context, addressForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const answer = await setKeySetUrl({ ...askedFor(context), text: form.values.jwksUrl });
    if (answer.outcome !== 'refused') return doneIf(answer.outcome === 'saved', context, 'key-set-address-saved');
    return show(context, askedFor(context), fieldMistakes('jwksUrl', [answer.problem], form.values), 400);
  });
  app.post(`${one}/key-set-address/remove`, async (context) =>
    doneIf(await removeKeySetUrl(askedFor(context)), context, 'key-set-address-removed'),
  );
  return app;
}
