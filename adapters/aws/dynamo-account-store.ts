import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Account, account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';
import { RevisedRows } from './revised-rows';

/** One item for each account, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoAccountStore extends RevisedRows<Account> implements AccountStore {
  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, account);
  }
}
