import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type KeptKeySet, type KeySetStore, keptKeySet } from '../../domain/key-sets/kept-key-set';
import { RevisedRows } from './revised-rows';

/** One item for each application that publishes its keys, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoKeySetStore extends RevisedRows<KeptKeySet> implements KeySetStore {
  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, keptKeySet);
  }
}
