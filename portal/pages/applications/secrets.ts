import { Hono } from 'hono';
import { makeIssueApiKey, makeRemoveApiKey } from '../../../domain/applications/issue-api-key';
import { makeIssueClientSecret, makeRemoveClientSecret } from '../../../domain/applications/issue-client-secret';
import { mistakes } from '../../http/read-form';
import type { PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';
import { doneIf } from './answer';
import { askedFor, one } from './asked-for';
import { makeShowApplication } from './show-application';

/** What is told once and rests as a hash: API keys and client secrets. */
export function secretRoutes(tools: Tools) {
  const show = makeShowApplication(tools);
  const app = new Hono<PortalEnvironment>();
  const kinds = [
    {
      path: `${one}/keys`,
      issue: makeIssueApiKey(tools),
      remove: makeRemoveApiKey(tools),
      shownAs: 'newApiKey',
      full: { keys: 'There are two keys already. Remove one first' },
      removed: 'key-removed',
    },
    {
      path: `${one}/client-secrets`,
      issue: makeIssueClientSecret(tools),
      remove: makeRemoveClientSecret(tools),
      shownAs: 'newClientSecret',
      full: { 'client-secrets': 'There are two client secrets already. Remove one first' },
      removed: 'client-secret-removed',
    },
  ] as const;

  for (const { path, issue, remove, shownAs, full, removed } of kinds) {
    app.post(path, async (context) => {
      const secret = await issue(askedFor(context));
      if (secret) return show(context, askedFor(context), { [shownAs]: secret });
      return show(context, askedFor(context), mistakes(full), 400);
    });
    app.post(`${path}/:secret/remove`, async (context) =>
      doneIf(await remove({ ...askedFor(context), secret: context.req.param('secret') ?? '' }), context, removed),
    );
  }
  return app;
}
