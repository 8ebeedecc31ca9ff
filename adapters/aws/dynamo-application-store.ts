import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Application, application } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';
import { RevisedRows } from './revised-rows';

/** One item for each application, keyed by `id`. */
export class DynamoApplicationStore extends RevisedRows<Application> implements ApplicationStore {
  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    super(dynamo, table, application);
  }
}
