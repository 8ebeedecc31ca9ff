import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ReplayStore } from '../../domain/oauth/ports';
import type { Clock } from '../../domain/ports';

const seconds = (date: Date): number => Math.ceil(date.getTime() / 1000);

export class DynamoReplayStore implements ReplayStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(dynamo: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#clock = clock;
  }

  async burn({ id, expiresAt }: Parameters<ReplayStore['burn']>[0]): Promise<boolean> {
    const writeId = randomUUID();
    try {
      await this.#dynamo.send(
        new PutCommand({
          TableName: this.#table,
          Item: { id, expiresAt: seconds(expiresAt), writeId },
          // DynamoDB deletes expired items within days, not at once.
          ConditionExpression: 'attribute_not_exists(id) OR expiresAt < :now',
          ExpressionAttributeValues: { ':now': Math.floor(this.#clock.now().getTime() / 1000) },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Where the answer to a write is lost, the SDK writes again and meets itself.
      const stored = new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true });
      return (await this.#dynamo.send(stored)).Item?.writeId === writeId;
    }
  }
}
