import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type DeletedAccount, type DeletedAccounts, deletedAccount } from '../../domain/accounts/deleted-accounts';
import { parseRow } from './parse-row';

export class DynamoDeletedAccounts implements DeletedAccounts {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async *list(): AsyncGenerator<DeletedAccount> {
    const input = {
      TableName: this.#table,
      FilterExpression: '#status = :deleted',
      ProjectionExpression: 'id, deletedAt, expiresAt, teams',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':deleted': 'deleted' },
    };
    for await (const { Items = [] } of paginateScan({ client: this.#dynamo }, input)) {
      for (const item of Items) yield parseRow(deletedAccount, item, { table: this.#table, key: String(item.id) });
    }
  }

  async erase(id: string, now: Date): Promise<boolean> {
    try {
      await this.#dynamo.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: { id },
          ConditionExpression: '#status = :deleted AND expiresAt <= :now',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':deleted': 'deleted', ':now': Math.floor(now.getTime() / 1000) },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
