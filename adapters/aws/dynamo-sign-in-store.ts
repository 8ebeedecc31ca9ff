import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type SealedSignIn, sealedSignIn } from '../../domain/oauth/pending-sign-in';
import type { SignInStore } from '../../domain/oauth/ports';
import { parseRow } from './parse-row';

/** One item for each user who is away, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoSignInStore implements SignInStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async save(signIn: SealedSignIn): Promise<void> {
    await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: signIn }));
  }

  async take(id: string): Promise<SealedSignIn | undefined> {
    // Deletes of one item come one after another, and only the first finds it to return.
    const { Attributes } = await this.#dynamo.send(
      new DeleteCommand({ TableName: this.#table, Key: { id }, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes && parseRow(sealedSignIn, Attributes, { table: this.#table, key: 'of a sign-in' });
  }
}
