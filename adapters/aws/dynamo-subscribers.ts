import { type DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Application, application } from '../../domain/applications/application';
import type { Subscribers } from '../../domain/applications/subscribers';
import { parseRow } from './parse-row';

/** Reads the whole table of applications: what a deployment does, and no call. */
export class DynamoSubscribers implements Subscribers {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  of(api: string): AsyncGenerator<Application> {
    return this.#filtered({
      FilterExpression: 'subscriptions.#api.#status = :approved',
      ExpressionAttributeNames: { '#api': api, '#status': 'status' },
      ExpressionAttributeValues: { ':approved': 'approved' },
    });
  }

  related(api: string): AsyncGenerator<Application> {
    return this.#filtered({
      FilterExpression: 'attribute_exists(subscriptions.#api) OR contains(producerOf, :api)',
      ExpressionAttributeNames: { '#api': api },
      ExpressionAttributeValues: { ':api': api },
    });
  }

  async *#filtered(filter: Omit<ScanCommandInput, 'TableName'>): AsyncGenerator<Application> {
    const input = { TableName: this.#table, ConsistentRead: true, ...filter };
    for await (const { Items = [] } of paginateScan({ client: this.#dynamo }, input)) {
      for (const item of Items) yield parseRow(application, item, { table: this.#table, key: String(item.id) });
    }
  }
}
