import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RevocationStore } from '../../domain/oauth/ports';

/** One item for each revocation, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoRevocationStore implements RevocationStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async revoke({ id, expiresAt }: Parameters<RevocationStore['revoke']>[0]): Promise<void> {
    const Item = { id, expiresAt: Math.ceil(expiresAt.getTime() / 1000) };
    await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async isRevoked(id: string): Promise<boolean> {
    // Consistent: the gateway's cache alone uses up the 60 seconds in which a withdrawal takes effect.
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item !== undefined;
  }
}
