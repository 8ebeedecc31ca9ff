import { Hono } from 'hono';
import * as z from 'zod';
import { type MemberOutcome, makeLeaveTeam, makeRemoveMember, makeSetRole } from '../../../domain/teams/members';
import { roles } from '../../../domain/teams/permissions';
import { readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { backToTeam, oneTeam, teamAskedFor } from './asked-for';
import { makeShowTeam } from './show-team';

const roleForm = z.object({ role: z.enum(roles, 'Choose a role from the list') });
const lastOwner = {
  errors: [{ text: 'A team has an owner: make somebody else one first', href: '#members' }],
};

/** Who is in a team, and what they may do. */
export function memberRoutes(tools: Tools) {
  const setRole = makeSetRole(tools);
  const removeMember = makeRemoveMember(tools);
  const leaveTeam = makeLeaveTeam(tools);
  const show = makeShowTeam(tools);
  const app = new Hono<PortalBindings>();
  const member = (context: PortalContext) => ({
    ...teamAskedFor(context),
    member: context.req.param('member') ?? '',
  });
  const answer = (context: PortalContext, outcome: MemberOutcome, what: string) => {
    if (outcome === 'last_owner') return show(context, teamAskedFor(context), lastOwner, 400);
    return outcome === 'done' ? backToTeam(context, what) : context.notFound();
  };

  app.post(`${oneTeam}/members/:member/role`, async (context) => {
    const form = await readForm(context, roleForm);
    if (form.errors) {
      const errors = form.errors.map(({ text }) => ({ text, href: '#members' }));
      return show(context, teamAskedFor(context), { errors }, 400);
    }
    return answer(context, await setRole({ ...member(context), role: form.values.role }), 'role-changed');
  });
  app.post(`${oneTeam}/members/:member/remove`, async (context) =>
    answer(context, await removeMember(member(context)), 'removed'),
  );
  app.post(`${oneTeam}/leave`, async (context) => {
    const outcome = await leaveTeam(teamAskedFor(context));
    return outcome === 'done' ? context.redirect(`${paths.teams}?done=left`, 303) : answer(context, outcome, 'left');
  });
  return app;
}
