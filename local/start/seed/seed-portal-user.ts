import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PortalUser } from '../../../adapters/demo/demo-application';
import { account } from '../../../domain/accounts/account';
import type { UserPool } from '../../services/cognito/user-pool';

interface Request {
  readonly dynamo: DynamoDBDocumentClient;
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
  const { dynamo, accountsTable, pool, password, application, now } = request;
  const { id } = await pool.ensure({ email, name, password });
  const { Item } = await dynamo.send(new GetCommand({ TableName: accountsTable, Key: { id } }));
  const kept = account.safeParse(Item).data;
  const applications = [...new Set([application, ...(kept?.applications ?? [])])];
  const createdAt = kept?.createdAt ?? now.toISOString();
  const revision = (kept?.revision ?? 0) + 1;
  const seeded = { id, revision, name, email, status: 'active', createdAt, applications };
  await dynamo.send(new PutCommand({ TableName: accountsTable, Item: seeded }));
  return { id, email, password };
}
