import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Authorization, authorization } from '../../domain/oauth/authorization';
import type { AuthorizationStore, UpstreamKey } from '../../domain/oauth/ports';
import { RevisedRows } from './revised-rows';

/**
 * One item for each authorisation, keyed by `id`; `expiresAt` is the table's TTL attribute. The indexes
 * `upstreamSession` and `upstreamUser` are keyed by the attributes of those names and hold the keys only.
 */
export class DynamoAuthorizationStore extends RevisedRows<Authorization> implements AuthorizationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, authorization);
    this.#client = dynamo;
    this.#table = table;
  }

  async idsOf(key: UpstreamKey): Promise<readonly string[]> {
    const [index, value] = Object.entries(key)[0] ?? [];
    const ids: string[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        IndexName: index,
        KeyConditionExpression: '#key = :value',
        ExpressionAttributeNames: { '#key': index ?? '' },
        ExpressionAttributeValues: { ':value': value },
      },
    );
    for await (const { Items = [] } of pages) ids.push(...Items.map(({ id }) => String(id)));
    return ids;
  }
}
