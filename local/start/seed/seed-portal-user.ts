import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { account } from '../../../domain/accounts/account';
import type { UserPool } from '../../services/cognito/user-pool';

/** Who can sign in to the portal without signing up first. */
export interface PortalUser {
  readonly email: string;
  readonly password: string;
}

interface Request {
  readonly client: DynamoDBDocumentClient;
  readonly accountsTable: string;
  readonly pool: UserPool;
  readonly password: string;
  /** Id of the application that is the user's own. */
  readonly application: string;
  readonly now: Date;
}

const email = 'demo@dip.example';
const name = 'Demo Developer';

/** The portal's demo user, owner of the demo application; answers its account's id too. */
export async function seedPortalUser(request: Request): Promise<PortalUser & { readonly id: string }> {
  const { client, accountsTable, pool, password, application, now } = request;
  const { id } = await pool.ensure({ email, name, password });
  const { Item } = await client.send(new GetCommand({ TableName: accountsTable, Key: { id } }));
  const kept = account.safeParse(Item).data;
  const applications = [...new Set([application, ...(kept?.applications ?? [])])];
  const createdAt = kept?.createdAt ?? now.toISOString();
  const revision = (kept?.revision ?? 0) + 1;
  const seeded = { id, revision, name, email, status: 'active', createdAt, applications };
  await client.send(new PutCommand({ TableName: accountsTable, Item: seeded }));
  return { id, email, password };
}
