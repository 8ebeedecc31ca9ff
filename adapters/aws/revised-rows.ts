import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { parseRow } from './parse-row';

interface Revised {
  readonly id: string;
  /** One more at each change, and 1 for a new row. */
  readonly revision: number;
}

/** Rows keyed by `id`, each written only over the revision that its writer has seen. */
export class RevisedRows<Row extends Revised> {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #schema: z.ZodType<Row>;

  constructor(dynamo: DynamoDBDocumentClient, table: string, schema: z.ZodType<Row>) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#schema = schema;
  }

  async find(id: string): Promise<Row | undefined> {
    // Consistent: the gateway's cache alone uses up the 60 seconds in which a withdrawal takes effect.
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item && parseRow(this.#schema, Item, { table: this.#table, key: id });
  }

  /** False where somebody else has changed the row since. */
  async save(saved: Row): Promise<boolean> {
    const condition =
      saved.revision === 1
        ? { ConditionExpression: 'attribute_not_exists(id)' }
        : {
            ConditionExpression: 'revision = :previous',
            ExpressionAttributeValues: { ':previous': saved.revision - 1 },
          };
    try {
      await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: saved, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
