import { Hono } from 'hono';
import * as z from 'zod';
import { findOwn } from '../../../domain/applications/own-application';
import { makeTransferApplication } from '../../../domain/applications/transfer-application';
import { listTeams } from '../../../domain/teams/find-team';
import { allows } from '../../../domain/teams/permissions';
import { mostApplications } from '../../../domain/teams/team';
import { mistakes, readForm } from '../../http/read-form';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { done } from './answer';
import { askedFor, one } from './asked-for';

const transferForm = z.object({ to: z.string('Choose a team').min(1, 'Choose a team') });

/** Handing an application over to another team of whoever is signed in. */
export function transferRoutes(tools: Tools) {
  const { page } = tools;
  const transfer = makeTransferApplication({ ...tools, production: tools.environment.production });
  const app = new Hono<PortalBindings>();

  async function ask(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await findOwn(tools, askedFor(context), 'applications.transfer');
    if (!own) return context.notFound();
    const teams = (await listTeams(tools, context.var.account.id)).filter(
      ({ team, role }) => team.id !== own.team.id && allows(role, 'applications.create'),
    );
    const about = { title: `Transfer ${own.application.name}`, application: own.application, team: own.team };
    return page(context, 'applications/transfer', { ...about, teams: teams.map(({ team }) => team), ...data }, status);
  }

  app.get(`${one}/transfer`, (context) => ask(context));
  app.post(`${one}/transfer`, async (context) => {
    const form = await readForm(context, transferForm);
    if (form.errors) return ask(context, form, 400);
    const outcome = await transfer({ ...askedFor(context), to: form.values.to });
    if (outcome === 'done') return done(context, 'transferred');
    const full = `This team has ${mostApplications} applications already`;
    const reasons = {
      full,
      other_organisation: 'Publishers let it in because of its organisation: choose a team of the same one',
      not_found: 'Choose a team from the list',
    };
    return ask(context, mistakes({ to: reasons[outcome] }), 400);
  });
  return app;
}
