import type { Account } from '../accounts/account';
import { changeAccount } from '../accounts/change-account';
import { listOn } from '../teams/create-team';
import type { TeamPorts } from '../teams/ports';
import type { Team } from '../teams/team';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';

interface Needs extends Pick<TeamPorts, 'accounts' | 'teams' | 'clock'> {
  readonly applications: ApplicationStore;
}

/** Makes a team of what an account had before there were teams; may be done again where it stopped half-way. */
export const makeAdoptApplications =
  ({ accounts, teams, applications, clock }: Needs) =>
  async ({ id: account, applications: ids }: Pick<Account, 'id' | 'applications'>): Promise<void> => {
    const [first] = ids;
    if (first === undefined) return;
    const id = `of-${first}`;
    const since = clock.now().toISOString();
    const name = (await applications.find(first))?.name || 'Applications';
    const team: Team = {
      id,
      revision: 1,
      name: `${name} team`,
      status: 'active',
      members: [{ account, role: 'owner', since }],
      invitations: [],
      products: [],
      applications: [...ids],
      createdAt: since,
    };
    await listOn(accounts, account, id);
    await teams.save(team);
    for (const one of ids) {
      await changeApplication(applications, one, ({ owner, ...application }) =>
        owner === account ? { ...application, team: id } : undefined,
      );
    }
    await changeAccount(accounts, account, (found) => ({ ...found, applications: [] }));
  };
