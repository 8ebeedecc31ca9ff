import { Hono } from 'hono';
import * as z from 'zod';
import { makeSetProfile } from '../../../domain/applications/set-profile';
import { makeSetRedirectUris } from '../../../domain/applications/set-redirect-uris';
import { readForm } from '../../http/read-form';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { doneIf, fieldMistakes } from './answer';
import { askedFor, one } from './asked-for';
import { makeShowApplication } from './show-application';

const redirectForm = z.object({ redirectUris: z.string().default('') });
const profileForm = z.object({ profile: z.enum(['nhs', 'strict'], 'Choose a profile') });

/** Where the sign-ins of an application's users come back to, and how strictly its requests are taken. */
export function signInSettingRoutes(tools: Tools) {
  const { environment } = tools;
  const setRedirectUris = makeSetRedirectUris({ ...tools, rules: { production: environment.production } });
  const setProfile = makeSetProfile(tools);
  const show = makeShowApplication(tools);
  const app = new Hono<PortalBindings>();

  app.post(`${one}/redirect-uris`, async (context) => {
    const form = await readForm(context, redirectForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    const answer = await setRedirectUris({ ...askedFor(context), text: form.values.redirectUris });
    if (answer.outcome !== 'refused') return doneIf(answer.outcome === 'saved', context, 'redirect-uris-saved');
    return show(context, askedFor(context), fieldMistakes('redirectUris', answer.problems, form.values), 400);
  });

  app.post(`${one}/profile`, async (context) => {
    const form = await readForm(context, profileForm);
    if (form.errors) return show(context, askedFor(context), form, 400);
    return doneIf(await setProfile({ ...askedFor(context), ...form.values }), context, 'profile-saved');
  });
  return app;
}
