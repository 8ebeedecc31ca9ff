import { Hono } from 'hono';
import * as z from 'zod';
import { makeCreateTeam } from '../../../domain/teams/create-team';
import { listTeams } from '../../../domain/teams/find-team';
import { mostTeams } from '../../../domain/teams/team';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { paths, teamPath } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { eventRoutes } from './events';
import { invitationRoutes } from './invitations';
import { memberRoutes } from './members';
import { organisationRoutes } from './organisation';
import { teamRoutesOfOne } from './team';

const teamForm = z.object({ name: nameField('a name for the team', 60) });

export function teamRoutes(tools: Tools) {
  const { page } = tools;
  const createTeam = makeCreateTeam(tools);
  const app = new Hono<PortalBindings>();
  app.use(paths.teams, signedIn(tools));
  app.use(`${paths.teams}/*`, signedIn(tools));

  app.get(paths.teams, async (context) => {
    const own = await listTeams(tools, context.var.account.id);
    const left = context.req.query('done') === 'left' ? 'You have left the team.' : undefined;
    const closed = context.req.query('done') === 'closed' ? 'The team is closed.' : undefined;
    return page(context, 'teams/teams', { title: 'My teams', own, news: left ?? closed });
  });

  const create = { title: 'Open a team' };
  app.get(paths.newTeam, (context) => page(context, 'teams/new', create));
  app.post(paths.teams, async (context) => {
    const form = await readForm(context, teamForm);
    if (form.errors) return page(context, 'teams/new', { ...create, ...form }, 400);
    const made = await createTeam({ account: context.var.account.id, name: form.values.name });
    if (made) return context.redirect(`${teamPath(made.id)}?done=created`, 303);
    const full = mistakes({ name: `You are in ${mostTeams} teams. Leave one that you no longer work in` });
    return page(context, 'teams/new', { ...create, ...full, typed: form.values }, 400);
  });

  // Before the routes of one team, whose id would take in theirs.
  for (const routes of [invitationRoutes, memberRoutes, eventRoutes, organisationRoutes, teamRoutesOfOne]) {
    app.route('/', routes(tools));
  }
  return app;
}
