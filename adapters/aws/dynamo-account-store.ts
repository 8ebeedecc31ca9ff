import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Account, account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';
import { parseRow } from './parse-row';

/** One item for each account, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoAccountStore implements AccountStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async find(id: string): Promise<Account | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item && parseRow(account, Item, { table: this.#table, key: id });
  }

  async save(saved: Account): Promise<boolean> {
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
