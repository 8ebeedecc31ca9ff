import { Hono } from 'hono';
import * as z from 'zod';
import { mostApplications } from '../../../domain/accounts/account';
import { makeCreateApplication } from '../../../domain/applications/create-application';
import { makeListApplications } from '../../../domain/applications/list-applications';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { applicationPath, paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { applicationRoutesOfOne } from './application';

const createForm = z.object({ name: nameField('a name for the application', 60) });

export function applicationRoutes(tools: Tools) {
  const { page, accounts, applications, clock, newId, environment } = tools;
  const listApplications = makeListApplications({ accounts, applications });
  const createApplication = makeCreateApplication({
    accounts,
    applications,
    clock,
    newId,
    environment: environment.name,
  });
  const app = new Hono<PortalBindings>();
  app.use(paths.applications, signedIn(tools));
  app.use(`${paths.applications}/*`, signedIn(tools));

  app.get(paths.applications, async (context) => {
    const own = await listApplications(context.var.account.id);
    return page(context, 'applications/applications', { title: 'My applications', applications: own });
  });

  const create = { title: 'Register an application' };
  app.get(paths.newApplication, (context) => page(context, 'applications/new', create));
  app.post(paths.applications, async (context) => {
    const form = await readForm(context, createForm);
    if (form.errors) return page(context, 'applications/new', { ...create, ...form }, 400);
    const made = await createApplication({ account: context.var.account.id, name: form.values.name });
    if (made) return context.redirect(`${applicationPath(made.id)}?done=created`, 303);
    const full = mistakes({ name: `You have ${mostApplications} applications. Delete one that you no longer use` });
    return page(context, 'applications/new', { ...create, ...full, typed: form.values }, 400);
  });

  app.route('/', applicationRoutesOfOne(tools));
  return app;
}
