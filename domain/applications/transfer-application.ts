import { changeTeam } from '../teams/find-team';
import type { TeamPorts } from '../teams/ports';
import { withApplication, withoutApplication } from './create-application';
import { changeOwn, findOwn, type OwnApplication, type OwnApplications } from './own-application';

interface Needs extends OwnApplications, Pick<TeamPorts, 'organisations'> {
  /** Where publishers let an application in because of whose it is. */
  readonly production: boolean;
}

export type TransferOutcome = 'done' | 'full' | 'other_organisation' | 'not_found';

/**
 * Hands an application over to another team, by somebody who may give it in one and take it in the other. Keys and
 * subscriptions go with it, so in production it stays within its organisation.
 * @throws NotAllowed
 */
export const makeTransferApplication =
  (needs: Needs) =>
  async ({ to, ...request }: OwnApplication & { readonly to: string }): Promise<TransferOutcome> => {
    const { teams, organisations } = needs;
    const own = await findOwn(needs, request, 'applications.transfer');
    if (!own || own.team.id === to) return 'not_found';
    const taker = await teams.find(to);
    const { organisation: owning } = own.team;
    const isOther = owning === undefined || taker?.organisation !== owning;
    if (needs.production && taker && isOther) return 'other_organisation';
    let isFull = false;
    const listed = await changeTeam(
      { teams },
      { account: request.account, team: to },
      'applications.create',
      ({ team }) => {
        if (team.applications.includes(request.id)) return team;
        const taken = withApplication(team, request.id);
        isFull = taken === undefined;
        return taken;
      },
    );
    if (!listed) return isFull ? 'full' : 'not_found';
    const organisation = listed.organisation ? await organisations.find(listed.organisation) : undefined;
    const moved = await changeOwn(
      needs,
      request,
      'applications.transfer',
      ({ organisationType: _, ...application }) => ({
        ...application,
        team: to,
        ...(organisation && { organisationType: organisation.type }),
      }),
    );
    await withoutApplication(teams, moved ? own.team.id : to, request.id);
    return moved ? 'done' : 'not_found';
  };
