import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Session, type SessionStore, session } from '../../domain/accounts/session-store';
import { parseRow } from './parse-row';

/** One item for each session, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoSessionStore implements SessionStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async find(id: string): Promise<Session | undefined> {
    // Consistent: who has just signed out is out.
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item && parseRow(session, Item, { table: this.#table, key: 'of a session' });
  }

  async save(saved: Session): Promise<void> {
    await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: saved }));
  }

  async touch(id: string, lastSeenAt: string): Promise<void> {
    try {
      await this.#dynamo.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { id },
          ConditionExpression: 'attribute_exists(id)',
          UpdateExpression: 'SET lastSeenAt = :now',
          ExpressionAttributeValues: { ':now': lastSeenAt },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: { id } }));
  }
}
