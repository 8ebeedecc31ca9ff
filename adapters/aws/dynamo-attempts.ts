import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AttemptLimit, Attempts } from '../../domain/accounts/attempts';
import type { Clock } from '../../domain/ports';

const counted = z.object({ attempts: z.number() });

/** One item for each key and window, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoAttempts implements Attempts {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(dynamo: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#clock = clock;
  }

  async allow(key: string, { most, seconds }: AttemptLimit): Promise<boolean> {
    return (await this.#add(1, key, seconds)) <= most;
  }

  async giveBack(key: string, { seconds }: AttemptLimit): Promise<void> {
    await this.#add(-1, key, seconds);
  }

  async #add(count: number, key: string, seconds: number): Promise<number> {
    const window = this.#window(seconds);
    const { Attributes } = await this.#dynamo.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { id: `${key} ${window}` },
        UpdateExpression: 'ADD attempts :count SET expiresAt = :end',
        ExpressionAttributeValues: { ':count': count, ':end': (window + 1) * seconds },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return counted.parse(Attributes).attempts;
  }

  #window(seconds: number): number {
    return Math.floor(this.#clock.now().getTime() / 1000 / seconds);
  }
}
