import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Application, application } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';
import { parseRow } from './parse-row';

export class DynamoApplicationStore implements ApplicationStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async find(id: string): Promise<Application | undefined> {
    // Consistent: the gateway's cache alone uses up the 60 seconds in which a withdrawal takes effect.
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true }),
    );
    return Item && parseRow(application, Item, { table: this.#table, key: id });
  }

  async save(saved: Application): Promise<boolean> {
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
