import { Hono } from 'hono';
import * as z from 'zod';
import { makeCreateApplication } from '../../../domain/applications/create-application';
import { makeListApplications } from '../../../domain/applications/list-applications';
import { listTeams } from '../../../domain/teams/find-team';
import { allows } from '../../../domain/teams/permissions';
import { mostApplications } from '../../../domain/teams/team';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { applicationPath, paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { applicationRoutesOfOne } from './application';

const createForm = z.object({
  name: nameField('a name for the application', 60),
  team: z.string().default(''),
});

export function applicationRoutes(tools: Tools) {
  const { page, environment } = tools;
  const listApplications = makeListApplications(tools);
  const createApplication = makeCreateApplication({ ...tools, environment: environment.name });
  const app = new Hono<PortalBindings>();
  app.use(paths.applications, signedIn(tools));
  app.use(`${paths.applications}/*`, signedIn(tools));

  app.get(paths.applications, async (context) => {
    const own = (await listApplications(context.var.account.id)).filter(({ applications }) => applications.length > 0);
    return page(context, 'applications/applications', { title: 'My applications', own });
  });

  async function ask(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await listTeams(tools, context.var.account.id);
    const teams = own.flatMap(({ team, role }) => (allows(role, 'applications.create') ? [team] : []));
    const typed = { team: context.req.query('team') };
    return page(context, 'applications/new', { title: 'Register an application', teams, typed, ...data }, status);
  }

  app.get(paths.newApplication, (context) => ask(context));
  app.post(paths.applications, async (context) => {
    const form = await readForm(context, createForm);
    if (form.errors) return ask(context, form, 400);
    const { name, team } = form.values;
    const made = await createApplication({ account: context.var.account.id, name, team: team || undefined });
    if (made) return context.redirect(`${applicationPath(made.id)}?done=created`, 303);
    const full = mistakes({ name: `The team has ${mostApplications} applications. Delete one that nobody uses` });
    return ask(context, { ...full, typed: form.values }, 400);
  });

  app.route('/', applicationRoutesOfOne(tools));
  return app;
}
