import { Hono } from 'hono';
import * as z from 'zod';
import { findTeam, listTeams } from '../../../domain/teams/find-team';
import { controllerNumberPattern, odsCodePattern } from '../../../domain/teams/organisation';
import { organisationTypes } from '../../../domain/teams/organisation-type';
import { makeJoinOrganisation, makeStateOrganisation } from '../../../domain/teams/state-organisation';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { backToTeam, oneTeam, teamAskedFor } from './asked-for';

const optionalCode = (pattern: RegExp, message: string) =>
  z
    .string()
    .transform((typed) => typed.replaceAll(/\s/g, '').toUpperCase())
    .refine((typed) => typed === '' || pattern.test(typed), message)
    .transform((typed) => typed || undefined)
    .default(undefined as never);

const organisationForm = z.object({
  name: nameField('the name of the organisation', 120),
  type: z.enum(organisationTypes, 'Choose what kind of organisation it is'),
  odsCode: optionalCode(odsCodePattern, 'ODS code must be 3 to 12 letters and numbers, like Y05868'),
  controllerNumber: optionalCode(controllerNumberPattern, 'Registration number must be like Z1234567 or ZA123456'),
});
const joinForm = z.object({ of: z.string('Choose an organisation').min(1, 'Choose an organisation') });

/** On whose behalf a team acts. */
export function organisationRoutes(tools: Tools) {
  const { page, organisations } = tools;
  const stateOrganisation = makeStateOrganisation(tools);
  const joinOrganisation = makeJoinOrganisation(tools);
  const app = new Hono<PortalBindings>();
  const address = `${oneTeam}/organisation`;

  async function ask(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await findTeam(tools, teamAskedFor(context), 'organisation.change');
    if (!own) return context.notFound();
    const present = own.team.organisation ? await organisations.find(own.team.organisation) : undefined;
    const others = present ? [] : await organisationsOf(context);
    const about = { title: 'Organisation', team: own.team, organisationTypes, others, isStated: present !== undefined };
    return page(context, 'teams/organisation', { ...about, typed: present ?? {}, ...data }, status);
  }

  /** Of the account's other teams, where it may speak for them; each with a team by which it can be named. */
  async function organisationsOf(context: PortalContext) {
    const owned = (await listTeams(tools, context.var.account.id)).filter(({ role }) => role === 'owner');
    const found = await Promise.all(
      owned.map(async ({ team }) => {
        const organisation = team.organisation && (await organisations.find(team.organisation));
        return organisation ? [{ team: team.id, id: organisation.id, name: organisation.name }] : [];
      }),
    );
    return [...new Map(found.flat().map((one) => [one.id, one])).values()];
  }

  app.get(address, (context) => ask(context));
  app.post(address, async (context) => {
    const form = await readForm(context, organisationForm);
    if (form.errors) return ask(context, form, 400);
    const stated = await stateOrganisation({ ...teamAskedFor(context), statement: form.values });
    return stated ? backToTeam(context, 'organisation-saved') : context.notFound();
  });
  app.post(`${address}/join`, async (context) => {
    const form = await readForm(context, joinForm);
    if (form.errors) return ask(context, form, 400);
    const joined = await joinOrganisation({ ...teamAskedFor(context), of: form.values.of });
    if (joined) return backToTeam(context, 'organisation-saved');
    return ask(context, mistakes({ of: 'Choose an organisation from the list' }), 400);
  });
  app.get(`${address}/join`, (context) =>
    context.redirect(`/teams/${encodeURIComponent(teamAskedFor(context).team)}/organisation`, 303),
  );
  return app;
}
