import { Hono } from 'hono';
import * as z from 'zod';
import { makeEndApplication } from '../../../domain/applications/delete-application';
import { makeCloseTeam } from '../../../domain/teams/close-team';
import { changeTeam, findTeam } from '../../../domain/teams/find-team';
import { isLastOwner } from '../../../domain/teams/team';
import { nameField } from '../../http/form-fields';
import { readForm } from '../../http/read-form';
import { paths, teamPath } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { backToTeam, oneTeam, teamAskedFor } from './asked-for';
import { makeShowTeam } from './show-team';

const nameForm = z.object({ name: nameField('a name for the team', 60) });
const formAddresses = ['name', 'invitations', 'members/:member/role', 'members/:member/remove'];

/** The pages of one team; one that the account is not in is answered as one that does not exist. */
export function teamRoutesOfOne(tools: Tools) {
  const { page } = tools;
  const closeTeam = makeCloseTeam({ ...tools, endApplication: makeEndApplication(tools) });
  const show = makeShowTeam(tools);
  const app = new Hono<PortalBindings>();

  app.get(oneTeam, (context) => show(context, teamAskedFor(context)));
  // What a form was sent to is no page: whoever asks for it is led to the page of the form.
  for (const form of formAddresses) {
    app.get(`${oneTeam}/${form}`, (context) => context.redirect(teamPath(teamAskedFor(context).team), 303));
  }
  app.post(`${oneTeam}/name`, async (context) => {
    const form = await readForm(context, nameForm);
    if (form.errors) return show(context, teamAskedFor(context), form, 400);
    const { name } = form.values;
    const renamed = await changeTeam(tools, teamAskedFor(context), 'team.rename', ({ team }) => ({ ...team, name }));
    return renamed ? backToTeam(context, 'renamed') : context.notFound();
  });

  app.get(`${oneTeam}/leave`, async (context) => {
    const own = await findTeam(tools, teamAskedFor(context), 'team.leave');
    if (!own) return context.notFound();
    const { team } = own;
    const about = { title: `Leave ${team.name}`, team, isLastOwner: isLastOwner(team, context.var.account.id) };
    return page(context, 'teams/leave', about);
  });
  app.get(`${oneTeam}/close`, async (context) => {
    const own = await findTeam(tools, teamAskedFor(context), 'team.close');
    if (!own) return context.notFound();
    return page(context, 'teams/close', { title: `Close ${own.team.name}`, team: own.team });
  });
  app.post(`${oneTeam}/close`, async (context) =>
    (await closeTeam(teamAskedFor(context))) ? context.redirect(`${paths.teams}?done=closed`, 303) : context.notFound(),
  );
  return app;
}
