import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { parseRow } from './parse-row';

interface Revised {
  readonly id: string;
  /** One more at each change, and 1 for a new row. */
  readonly revision: number;
}

/** Bytes of a partition key, of which DynamoDB refuses a longer one as a fault of who asks. */
const longestId = 2_048;

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
    // Callers choose ids: one that no row can have is one that is not there.
    if (Buffer.byteLength(id) > longestId) return undefined;
    const row = await this.#read(id);
    return row && parseRow(this.#schema, row, { table: this.#table, key: id });
  }

  /** False where somebody else has changed the row since. */
  async save(saved: Row): Promise<boolean> {
    const writeId = randomUUID();
    const condition =
      saved.revision === 1
        ? { ConditionExpression: 'attribute_not_exists(id)' }
        : {
            ConditionExpression: 'revision = :previous',
            ExpressionAttributeValues: { ':previous': saved.revision - 1 },
          };
    try {
      await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: { ...saved, writeId }, ...condition }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Where the answer to a write is lost, the SDK writes again and meets itself.
      return (await this.#read(saved.id))?.writeId === writeId;
    }
  }

  /** The id of every row. */
  async *ids(): AsyncGenerator<string> {
    const input = { TableName: this.#table, ProjectionExpression: 'id' };
    for await (const { Items = [] } of paginateScan({ client: this.#dynamo }, input)) {
      for (const { id } of Items) yield String(id);
    }
  }

  async #read(id: string): Promise<Record<string, unknown> | undefined> {
    // Consistent: the gateway's cache alone uses up the 60 seconds in which a withdrawal takes effect.
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item;
  }
}
