import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Event, type EventLog, event } from '../../domain/events/event';
import { parseRow } from './parse-row';

/** Events in a table whose partition is the team and whose order is the number. */
export class DynamoEventLog implements EventLog {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async append(saved: Event): Promise<boolean> {
    const condition = { ConditionExpression: 'attribute_not_exists(team)' };
    try {
      await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: saved, ...condition }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Where the answer to a write is lost, the SDK writes again and meets itself.
      const [kept] = await this.latest(saved.team, { below: saved.number + 1, most: 1 });
      return kept?.hash === saved.hash;
    }
  }

  async latest(team: string, { below, most }: { readonly below?: number | undefined; readonly most: number }) {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: below === undefined ? 'team = :team' : 'team = :team AND #number < :below',
        ...(below !== undefined && { ExpressionAttributeNames: { '#number': 'number' } }),
        ExpressionAttributeValues: { ':team': team, ...(below !== undefined && { ':below': below }) },
        ScanIndexForward: false,
        Limit: most,
        ConsistentRead: true,
      }),
    );
    return Items.map((row) => parseRow(event, row, { table: this.#table, key: `${team} ${row.number}` }));
  }
}
