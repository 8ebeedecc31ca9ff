import type { TeamRequest } from '../../../domain/teams/find-team';
import { paths, teamPath } from '../../paths';
import type { PortalContext } from '../../portal-context';

/** The route of one team's page. */
export const oneTeam = `${paths.teams}/:team`;

/** The team that the address names, for the account that asks. */
export const teamAskedFor = (context: PortalContext): TeamRequest => ({
  account: context.var.account.id,
  team: context.req.param('team') ?? '',
});

/** Back to the page of the team, which tells what was done. */
export const backToTeam = (context: PortalContext, what: string) =>
  context.redirect(`${teamPath(teamAskedFor(context).team)}?done=${what}`, 303);
