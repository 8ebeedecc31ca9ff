import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type KeptKeySet, keptKeySet } from '../../domain/key-sets/kept-key-set';
import type { KeySetStore } from '../../domain/key-sets/key-set-store';
import { RevisedRows } from './revised-rows';

/** One item for each application that publishes its keys, keyed by `id`; `expiresAt` is the table's TTL attribute. */
export class DynamoKeySetStore extends RevisedRows<KeptKeySet> implements KeySetStore {
  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, keptKeySet);
  }
}
