import { RemovalPolicy } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, LogStream } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { keptAs } from '../storage/kept-as';
import { type OperationalLogBucket, undeliveredPrefix } from '../storage/operational-log-bucket';

export interface RedactedStreamProps {
  readonly streamName: string;
  /** First part of the objects' keys: `<partition>=<API>/year=…`. */
  readonly partition: string;
  /** Of what comes in, in MB, for one call of the redactor. */
  readonly batchMegabytes: number;
  readonly bucket: OperationalLogBucket;
  readonly redactor: IFunction;
  readonly logKey: IKey;
}

type Delivery = Pick<RedactedStreamProps, 'streamName' | 'bucket' | 'redactor' | 'logKey'>;

const day = 'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}';

/**
 * Through the redactor to the operational bucket. The source is never backed up, as that would store records before they
 * are redacted.
 */
export class RedactedStream extends Construct {
  readonly streamArn: string;
  readonly streamName: string;

  constructor(scope: Construct, id: string, props: RedactedStreamProps) {
    super(scope, id);
    const { streamName, partition, batchMegabytes, bucket, redactor, logKey } = props;
    const { role, errors } = this.#deliverer({ streamName, bucket, redactor, logKey });
    this.streamName = streamName;
    const stream = new CfnDeliveryStream(this, 'Resource', {
      deliveryStreamName: streamName,
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: logKey.keyArn },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: `${partition}=!{partitionKeyFromLambda:api}/${day}/hour=!{timestamp:HH}/`,
        errorOutputPrefix: `${undeliveredPrefix}!{firehose:error-output-type}/${day}/`,
        compressionFormat: 'GZIP',
        // 64 MiB is the least that dynamic partitioning takes.
        bufferingHints: { sizeInMBs: 64, intervalInSeconds: 60 },
        dynamicPartitioningConfiguration: { enabled: true, retryOptions: { durationInSeconds: 300 } },
        encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: bucket.key.keyArn } },
        s3BackupMode: 'Disabled',
        processingConfiguration: { enabled: true, processors: [invoke(redactor, role, batchMegabytes)] },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: errors.logGroup.logGroupName,
          logStreamName: errors.logStream.logStreamName,
        },
      },
    });
    // Firehose checks its role's rights when the stream is made.
    stream.node.addDependency(role);
    this.streamArn = stream.attrArn;
  }

  #deliverer({ streamName, bucket, redactor, logKey }: Delivery) {
    const logGroup = new LogGroup(this, 'Errors', {
      retention: retention.functionLogs.keptFor.days,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    keptAs(logGroup, 'functionLogs');
    const logStream = new LogStream(this, 'ErrorStream', { logGroup, removalPolicy: RemovalPolicy.DESTROY });
    const grantee = new Role(this, 'Role', {
      roleName: `${streamName}-delivery`,
      assumedBy: new ServicePrincipal('firehose.amazonaws.com'),
    });
    // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
    bucket.allowDelivery(grantee);
    bucket.allowList(grantee);
    const bucketActions = ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'];
    Grant.addToPrincipal({ grantee, actions: bucketActions, resourceArns: [bucket.bucketArn] });
    const invokeActions = ['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'];
    Grant.addToPrincipal({ grantee, actions: invokeActions, resourceArns: [redactor.functionArn] });
    Grant.addToPrincipal({ grantee, actions: ['logs:PutLogEvents'], resourceArns: [logGroup.logGroupArn] });
    return { role: grantee, errors: { logGroup, logStream } };
  }
}

const invoke = (redactor: IFunction, role: Role, batchMegabytes: number): CfnDeliveryStream.ProcessorProperty => ({
  type: 'Lambda',
  parameters: [
    { parameterName: 'LambdaArn', parameterValue: redactor.functionArn },
    { parameterName: 'RoleArn', parameterValue: role.roleArn },
    { parameterName: 'NumberOfRetries', parameterValue: '3' },
    { parameterName: 'BufferSizeInMBs', parameterValue: String(batchMegabytes) },
    { parameterName: 'BufferIntervalInSeconds', parameterValue: '60' },
  ],
});
