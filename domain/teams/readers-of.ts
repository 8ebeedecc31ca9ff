import type { AccountStore } from '../accounts/account-store';
import { roles } from './permissions';
import type { TeamPorts } from './ports';

/** Of one team; those of most right first. */
const mostReaders = 10;

/** Addresses of those who work with a team, not its viewers, by account: who is told what happens to it. */
export async function readersOf(
  {
    teams,
    accounts,
  }: { readonly teams: Pick<TeamPorts['teams'], 'find'>; readonly accounts: Pick<AccountStore, 'find'> },
  team: string,
): Promise<readonly { readonly account: string; readonly email: string }[]> {
  const members = (await teams.find(team))?.members.filter(({ role }) => role !== 'viewer') ?? [];
  const readers = members
    .sort((one, other) => roles.indexOf(other.role) - roles.indexOf(one.role))
    .slice(0, mostReaders);
  const found = await Promise.all(readers.map(({ account }) => accounts.find(account)));
  return found.flatMap((one) => (one?.status === 'active' ? [{ account: one.id, email: one.email }] : []));
}
