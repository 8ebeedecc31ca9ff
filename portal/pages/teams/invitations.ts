import { Hono } from 'hono';
import * as z from 'zod';
import { invitationMail } from '../../../domain/teams/invitation-mail';
import {
  makeAcceptInvitation,
  makeInvite,
  makeReadInvitation,
  makeWithdrawInvitation,
} from '../../../domain/teams/invite';
import { roles } from '../../../domain/teams/permissions';
import { mostTeams } from '../../../domain/teams/team';
import { emailField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths, teamPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { backToTeam, oneTeam, teamAskedFor } from './asked-for';
import { makeShowTeam } from './show-team';

const inviteForm = z.object({ email: emailField, invitedRole: z.enum(roles, 'Choose a role') });
const secretOf = (context: PortalContext): string => context.req.param('secret') ?? '';
const link = `${paths.invitation}/:secret`;
const refusals = {
  over: 'This invitation has expired, was taken back or was taken up. Ask for another',
  not_yours: 'This invitation was sent to another email address. Sign in with the account of that address',
  too_many: `You are in ${mostTeams} teams. Leave one that you no longer work in, and follow the link again`,
} as const;

/** Asking people into a team, and coming in. */
export function invitationRoutes(tools: Tools) {
  const { page, limits, mailer, environment } = tools;
  const invite = makeInvite(tools);
  const withdrawInvitation = makeWithdrawInvitation(tools);
  const readInvitation = makeReadInvitation(tools);
  const acceptInvitation = makeAcceptInvitation(tools);
  const show = makeShowTeam(tools);
  const app = new Hono<PortalBindings>();

  app.get(paths.invitation, (context) => context.redirect(paths.teams, 303));
  app.get(link, async (context) => {
    const secret = secretOf(context);
    const read = await readInvitation(secret, context.var.account);
    const title = 'Join a team';
    if (read.outcome !== 'open') {
      return page(context, 'teams/invitation', { title, refusal: refusals[read.outcome] }, 404);
    }
    const { team, invitation } = read;
    return page(context, 'teams/invitation', { title, team, role: invitation.role, action: context.req.path });
  });
  app.post(link, async (context) => {
    const accepted = await acceptInvitation(secretOf(context), context.var.account);
    if (accepted.outcome === 'joined') return context.redirect(`${teamPath(accepted.team.id)}?done=joined`, 303);
    return page(context, 'teams/invitation', { title: 'Join a team', refusal: refusals[accepted.outcome] }, 400);
  });

  app.post(`${oneTeam}/invitations`, async (context) => {
    const request = teamAskedFor(context);
    const form = await readForm(context, inviteForm);
    if (form.errors) return show(context, request, form, 400);
    const { email, invitedRole: role } = form.values;
    const invited = await invite({ ...request, email, role });
    if (invited === 'not_found') return context.notFound();
    if (invited === 'full') {
      const full = mistakes({ email: 'The team has as many members and open invitations as it may' });
      return show(context, request, { ...full, typed: form.values }, 400);
    }
    const url = `${environment.portalUrl}${paths.invitation}/${invited.secret}`;
    const mail = invitationMail({ url, role, brand: environment.brand.serviceName });
    const proof = `account ${context.var.account.id}`;
    const refused = await limits.mail(context, { to: email, proof }, async () => {
      const sent = await mailer.send({ to: email, ...mail });
      return sent === 'sent';
    });
    if (!refused) return backToTeam(context, 'invited');
    // Nobody has its link.
    await withdrawInvitation({ ...request, invitation: tools.hash.of(invited.secret) });
    return refused;
  });
  app.post(`${oneTeam}/invitations/:invitation/withdraw`, async (context) => {
    const invitation = context.req.param('invitation');
    const withdrawn = await withdrawInvitation({ ...teamAskedFor(context), invitation });
    return withdrawn ? backToTeam(context, 'invitation-withdrawn') : context.notFound();
  });
  return app;
}
