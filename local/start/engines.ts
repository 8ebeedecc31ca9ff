import type { MovingClock } from '../cloud/clock/moving-clock';
import type { Faults } from '../cloud/faults/faults';
import type { AccessControl } from '../cloud/iam/access-control';
import type { AccessKey } from '../cloud/iam/access-keys';
import type { LambdaRuntime } from '../cloud/lambda/lambda-runtime';
import type { StateFolder } from '../cloud/state/state-folder';
import type { ContentDelivery } from '../services/cloudfront/content-delivery';
import type { Trails } from '../services/cloudtrail/trails';
import type { UserPools } from '../services/cognito/user-pools';
import type { DynamoEngine } from '../services/dynamodb/dynamo-engine';
import type { TableCatalogue } from '../services/dynamodb/table-catalogue';
import type { EventBus } from '../services/events/event-bus';
import type { Schedules } from '../services/events/schedules';
import type { DeliveryStreams } from '../services/firehose/firehose';
import type { KeyStore } from '../services/kms/key-store';
import type { Buckets } from '../services/s3/buckets';
import type { SecretStore } from '../services/secretsmanager/secret-store';
import type { Outbox } from '../services/ses/outbox';
import type { Queues } from '../services/sqs/queues';
import type { ParameterStore } from '../services/ssm/parameter-store';

export interface Account {
  readonly id: string;
  readonly region: string;
}

/** Everything that runs inside the embedded cloud, API Gateway aside. */
export interface Engines {
  readonly account: Account;
  readonly state: StateFolder;
  readonly clock: MovingClock;
  readonly access: AccessControl;
  /** With its secret, of this start. @default of `local-admin` */
  accessKey(accessKeyId?: string): AccessKey;
  readonly faults: Faults;
  readonly keys: KeyStore;
  readonly buckets: Buckets;
  readonly tables: TableCatalogue;
  readonly dynamo: DynamoEngine;
  readonly secrets: SecretStore;
  readonly parameters: ParameterStore;
  readonly outbox: Outbox;
  readonly userPools: UserPools;
  readonly contentDelivery: ContentDelivery;
  readonly queues: Queues;
  readonly streams: DeliveryStreams;
  readonly events: EventBus;
  readonly schedules: Schedules;
  readonly trails: Trails;
  readonly runtime: LambdaRuntime;
  /** Where functions and tools reach the AWS services. */
  readonly endpointUrl: string;
  /** A line for the person who watches the terminal. */
  warn(message: string): void;
}
