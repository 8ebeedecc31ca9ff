import { applicationsOf } from '../../../domain/applications/list-applications';
import { findTeam, type TeamRequest } from '../../../domain/teams/find-team';
import { openInvitations } from '../../../domain/teams/invite';
import { allows, roles } from '../../../domain/teams/permissions';
import { isLastOwner } from '../../../domain/teams/team';
import type { PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { mayOf } from '../../view/may-of';

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['created', 'The team is open. Invite those who answer for its applications with you.'],
  ['renamed', 'The team has a new name.'],
  ['invited', 'The invitation is sent.'],
  ['invitation-withdrawn', 'The invitation is taken back. Its link leads nowhere any more.'],
  ['role-changed', 'The role is changed. It holds from now on.'],
  ['removed', 'The member is removed, and can do nothing in this team from now on.'],
  ['joined', 'You are in the team now.'],
  ['organisation-saved', 'The organisation is saved.'],
]);

/** The page of one team, with what a form on it led to. */
export function makeShowTeam(tools: Tools) {
  const { page, accounts, organisations } = tools;
  return async (context: PortalContext, request: TeamRequest, data: object = {}, status: 200 | 400 = 200) => {
    const own = await findTeam(tools, request, 'team.view');
    if (!own) return context.notFound();
    const { team, role } = own;
    const [people, applications, invitations, organisation] = await Promise.all([
      Promise.all(team.members.map(({ account }) => accounts.find(account))),
      applicationsOf(tools, own),
      openInvitations(tools, own),
      team.organisation ? organisations.find(team.organisation) : undefined,
    ]);
    const members = team.members.map((member, at) => ({
      ...member,
      name: people[at]?.name ?? 'A former member',
      email: people[at]?.email ?? '',
      isYou: member.account === request.account,
      isLastOwner: isLastOwner(team, member.account),
      isChangeable: allows(role, member.role === 'owner' ? 'owners.change' : 'members.change'),
    }));
    return page(
      context,
      'teams/team',
      {
        title: team.name,
        team,
        role,
        members,
        invitations: invitations.map(({ expiresAt, ...one }) => ({
          ...one,
          until: new Date(expiresAt * 1000).toISOString(),
        })),
        applications,
        organisation,
        may: mayOf(role),
        roles: allows(role, 'owners.change') ? roles : roles.filter((one) => one !== 'owner'),
        news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
        ...data,
      },
      status,
    );
  };
}
