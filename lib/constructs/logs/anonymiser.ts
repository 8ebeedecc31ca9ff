import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import type { AnonymiserEnv } from '../../../lambdas/anonymiser/env';
import type { Environment } from '../../config/environment';
import { PlatformFunction } from '../functions/platform-function';
import type { PlatformKeys } from '../security/platform-keys';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from '../storage/kept-as';
import type { StoreBucket } from '../storage/store-bucket';
import type { Stores } from '../storage/stores';

export interface AnonymiserProps {
  readonly environment: Environment;
  readonly keys: PlatformKeys;
  readonly stores: Stores;
}

const timeout = Duration.minutes(5);
/** Objects of an hour that arrive together are counted together. */
const window = Duration.minutes(5);
const attempts = 5;

/**
 * From each object that is delivered to the operational bucket to the counts of its hour in the analytics bucket,
 * through a queue.
 * The one role that has to do with both: it reads the one and can only write to the other.
 */
export class Anonymiser extends Construct {
  readonly function: PlatformFunction<AnonymiserEnv>;
  readonly role: Role;
  readonly queue: Queue;
  /** Names of objects whose hour could not be counted in five attempts. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { environment, keys, stores }: AnonymiserProps) {
    super(scope, id);
    const { operationalLogs, analytics } = stores;
    this.deadLetters = this.#encryptedQueue('DeadLetters', this.#key(environment.retainState));
    this.queue = this.#encryptedQueue('Queue', this.deadLetters.encryptionMasterKey as Key, this.deadLetters);
    this.function = new PlatformFunction<AnonymiserEnv>(this, 'Function', {
      lambda: 'anonymiser',
      description: 'Turns delivered access records into anonymised counts',
      environment: {
        ENVIRONMENT: environment.name,
        OPERATIONAL_LOG_BUCKET: operationalLogs.bucketName,
        ANALYTICS_BUCKET: analytics.bucketName,
      },
      logKey: keys.logs,
      memorySize: 1024,
      timeout,
      roleName: `dip-${environment.name}-anonymiser`,
    });
    this.role = this.function.ownRole;
    operationalLogs.allowReading(this.role);
    this.function.allowFromHereOnly('s3:GetObject');
    // To find an hour's objects; and only who may list is told that one is gone rather than forbidden.
    operationalLogs.allowList(this.function);
    analytics.allowObjects(this.function, ['PutObject'], 'api=');
    this.#feed(operationalLogs);
  }

  /** Through EventBridge: S3's own notification would make the bucket's stack and this one depend on each other. */
  #feed(bucket: StoreBucket) {
    new Rule(this, 'Delivered', {
      description: 'Objects of redacted access records',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: 'api=' }] } },
      },
      targets: [new SqsQueue(this.queue as IQueue)],
    });
    this.function.addEventSource(
      new SqsEventSource(this.queue as IQueue, {
        batchSize: 1000,
        maxBatchingWindow: window,
        maxConcurrency: 5,
        reportBatchItemFailures: true,
      }),
    );
  }

  #key(retain: boolean) {
    const key = new Key(this, 'Key', {
      description: 'Names of delivered log objects, on their way to the anonymiser',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: stateRemoval(retain),
    });
    // As AWS shows it, without a condition: CDK adds one on `aws:SourceAccount`, which EventBridge is not known to send
    // to KMS, and then the queue would silently get nothing. Whose rules may send is the queue policy's to say.
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#compatibility-with-aws-services
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
    return key;
  }

  #encryptedQueue(id: string, encryptionMasterKey: Key, deadLetters?: Queue) {
    const queue = new Queue(this, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(retention.deliveredObjects.keptFor.days),
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6 + window.toSeconds()),
      ...(deadLetters && { deadLetterQueue: { queue: deadLetters as IQueue, maxReceiveCount: attempts } }),
    });
    keptAs(queue, 'deliveredObjects');
    return queue;
  }
}
