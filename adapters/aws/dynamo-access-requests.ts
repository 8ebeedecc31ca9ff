import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type AccessRequest, type AccessRequests, accessRequest } from '../../domain/applications/access-request';
import { RevisedRows } from './revised-rows';

/** One item for each application and API, keyed by `id`; the index `api` holds the keys only. */
export class DynamoAccessRequests extends RevisedRows<AccessRequest> implements AccessRequests {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, accessRequest);
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async applicationsOf(api: string): Promise<readonly string[]> {
    const found: string[] = [];
    const asked = {
      TableName: this.#table,
      IndexName: 'api',
      KeyConditionExpression: 'api = :api',
      ExpressionAttributeValues: { ':api': api },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.#dynamo }, asked)) {
      found.push(...Items.map(({ id }) => String(id).slice(0, -api.length - 1)));
    }
    return found;
  }
}
