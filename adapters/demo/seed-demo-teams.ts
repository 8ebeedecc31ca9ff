import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { account } from '../../domain/accounts/account';
import { publishersTeam } from '../../domain/local-platform';
import { roleOf, team } from '../../domain/teams/team';
import { RevisedRows } from '../aws/revised-rows';
import type { PortalUser } from './demo-application';

interface Request {
  readonly dynamo: DynamoDBDocumentClient;
  readonly tables: { readonly accounts: string; readonly teams: string };
  readonly user: PortalUser & { readonly id: string; readonly name: string };
  /** Id of the application that the user's team answers for. */
  readonly application: string;
  readonly now: Date;
}

const demoTeam = 'demo-team';

/** The demo user's account and teams: those who answer for the demo application, and those who publish the APIs here. */
export async function seedDemoTeams(request: Request): Promise<PortalUser & { readonly team: string }> {
  const { dynamo, tables, user, application, now } = request;
  const { id, name, email, password } = user;
  const createdAt = now.toISOString();
  const accounts = new RevisedRows(dynamo, tables.accounts, account);
  const known = await accounts.find(id);
  await accounts.save({
    applications: [],
    createdAt,
    ...known,
    ...{ id, name, email, status: 'active', revision: (known?.revision ?? 0) + 1 },
    teams: [...new Set([demoTeam, publishersTeam, ...(known?.teams ?? [])])],
  });
  const teams = new RevisedRows(dynamo, tables.teams, team);
  const seed = async (teamId: string, called: string, applications: readonly string[]) => {
    const kept = await teams.find(teamId);
    const members = kept?.members ?? [];
    await teams.save({
      ...{ name: called, invitations: [], products: [], createdAt },
      ...kept,
      ...{ id: teamId, status: 'active', revision: (kept?.revision ?? 0) + 1 },
      members: kept && roleOf(kept, id) ? members : [...members, { account: id, role: 'owner', since: createdAt }],
      applications: [...new Set([...applications, ...(kept?.applications ?? [])])],
    });
  };
  await seed(demoTeam, 'Demo team', [application]);
  await seed(publishersTeam, 'Publishers of this machine', []);
  return { team: demoTeam, email, password };
}
