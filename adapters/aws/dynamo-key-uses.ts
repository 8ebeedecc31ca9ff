import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type KeyUses, nameOfUse, type UsedKey } from '../../domain/applications/key-uses';
import { useKnownForDays } from '../../domain/retention/periods';

const day = z.iso.date();
const PREFIX = 'used ';

/** One item for each application, keyed by `id`, with an attribute for each key; `expiresAt` is the table's TTL. */
export class DynamoKeyUses implements KeyUses {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async note(application: string, key: UsedKey, on: string): Promise<void> {
    await this.#dynamo.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { id: application },
        UpdateExpression: 'SET #use = :day, expiresAt = :end',
        ExpressionAttributeNames: { '#use': `${PREFIX}${nameOfUse(key)}` },
        ExpressionAttributeValues: { ':day': on, ':end': Date.parse(on) / 1000 + useKnownForDays * 86_400 },
      }),
    );
  }

  async of(application: string): Promise<ReadonlyMap<string, string>> {
    const { Item } = await this.#dynamo.send(new GetCommand({ TableName: this.#table, Key: { id: application } }));
    const uses = Object.entries(Item ?? {}).filter(
      ([name, value]) => name.startsWith(PREFIX) && day.safeParse(value).success,
    );
    return new Map(uses.map(([name, value]) => [name.slice(PREFIX.length), value]));
  }
}
