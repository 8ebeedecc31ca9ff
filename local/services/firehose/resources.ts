import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { serviceFault } from '../../cloud/faults/faults';
import { callerFor } from '../../cloud/iam/caller';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import { flag, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { KeyStore } from '../kms/key-store';
import type { Buckets } from '../s3/buckets';
import { type DeliveryNeeds, DeliveryStream } from './delivery-stream';
import type { DeliveryStreams } from './firehose';
import type { StreamSettings } from './stream-settings';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account' | 'clock' | 'faults' | 'warn'>;
  readonly firehose: { readonly streams: DeliveryStreams };
  readonly kms: { readonly keys: KeyStore };
  readonly lambda: { readonly runtime: LambdaRuntime };
  readonly s3: { readonly buckets: Buckets };
}

const processor = z.object({
  Type: z.string(),
  Parameters: z
    .array(z.object({ ParameterName: z.string(), ParameterValue: z.string() }))
    .default([])
    .transform((list) => new Map(list.map((one) => [one.ParameterName, one.ParameterValue]))),
});
const destination = z.object({
  BucketARN: z.string(),
  RoleARN: z.string(),
  Prefix: z.string().default(''),
  ErrorOutputPrefix: z.string().optional(),
  CompressionFormat: z.enum(['UNCOMPRESSED', 'GZIP']).default('UNCOMPRESSED'),
  BufferingHints: z
    .object({ IntervalInSeconds: z.coerce.number().default(300), SizeInMBs: z.coerce.number().default(5) })
    .default({ IntervalInSeconds: 300, SizeInMBs: 5 }),
  EncryptionConfiguration: z
    .object({ KMSEncryptionConfig: z.object({ AWSKMSKeyARN: z.string() }).optional() })
    .optional(),
  ProcessingConfiguration: z
    .object({ Enabled: flag.optional(), Processors: z.array(processor).default([]) })
    .optional(),
  // `Enabled` would store records before they are transformed: it is refused rather than left out.
  S3BackupMode: z.literal('Disabled').optional(),
});
const streamProperties = z.object({
  DeliveryStreamName: z.string().optional(),
  ExtendedS3DestinationConfiguration: destination,
});

export const deliveryStream = (needs: Needs): ResourceType =>
  resourceType(streamProperties, {
    replacedBy: ['DeliveryStreamName', 'DeliveryStreamType'],
    provision(properties, { physicalId }) {
      const { access, account } = needs.cloud;
      const name = properties.DeliveryStreamName ?? physicalId;
      const arn = `arn:aws:firehose:${account.region}:${account.id}:deliverystream/${name}`;
      const settings = settingsOf(name, arn, properties.ExtendedS3DestinationConfiguration);
      access.assertAssumable(settings.roleArn, 'firehose.amazonaws.com');
      needs.firehose.streams.set(name, new DeliveryStream(settings, deliveryNeeds(needs)));
      return { ref: name, attributes: { Arn: arn } };
    },
  });

const mebibyte = 1024 * 1024;

function settingsOf(name: string, arn: string, s3: z.infer<typeof destination>): StreamSettings {
  const processors = s3.ProcessingConfiguration?.Enabled ? s3.ProcessingConfiguration.Processors : [];
  const lambda = processors.find(({ Type }) => Type === 'Lambda')?.Parameters;
  const functionArn = lambda?.get('LambdaArn');
  const keyName = s3.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN;
  return {
    name,
    arn,
    roleArn: s3.RoleARN,
    bucketName: s3.BucketARN.replace('arn:aws:s3:::', ''),
    prefix: s3.Prefix,
    errorOutputPrefix: s3.ErrorOutputPrefix ?? '!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/',
    compression: s3.CompressionFormat,
    ...(keyName && { keyName }),
    bufferMillis: s3.BufferingHints.IntervalInSeconds * 1000,
    bufferBytes: s3.BufferingHints.SizeInMBs * mebibyte,
    ...(functionArn && {
      transformation: {
        functionArn,
        batchBytes: Number(lambda?.get('BufferSizeInMBs') ?? 1) * mebibyte,
        retries: Number(lambda?.get('NumberOfRetries') ?? 3),
      },
    }),
    appendsDelimiter: processors.some(({ Type }) => Type === 'AppendDelimiterToRecord'),
  };
}

// What AWS asks of a delivery role before it delivers at all, but for reading what is there:
// https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
const bucketActions = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'] as const;
const objectActions = ['s3:PutObject', 's3:AbortMultipartUpload'] as const;

/** Firehose acts as the stream's role, and so needs what a function with that role would. */
function deliveryNeeds({ cloud, kms, lambda, s3 }: Needs): DeliveryNeeds {
  const { access, account, clock, faults, warn } = cloud;
  return {
    region: account.region,
    now: clock.now,
    warn,
    invoke: (settings, payload) =>
      lambda.runtime.invoke({
        functionArn: settings.transformation?.functionArn ?? '',
        principal: { kind: 'role', arn: settings.roleArn },
        payload,
      }),
    putObject: (settings, key, body) => {
      const bucket = s3.buckets.get(settings.bucketName);
      const resource = `${bucket.name}/${key}`;
      if (faults.strikes({ service: 's3', action: 'PutObject', resource })) throw serviceFault('s3');
      const caller = callerFor(access, { kind: 'role', arn: settings.roleArn, session: 'AWSFirehoseToS3' });
      for (const action of bucketActions) caller.authorize(action, bucket.arn);
      for (const action of objectActions) caller.authorize(action, `${bucket.arn}/${key}`);
      const keyName = settings.keyName ?? bucket.keyName;
      kms.keys.authorizeUse(caller, { keyName, service: 's3', actions: ['GenerateDataKey'] });
      const lastModified = clock.now().toISOString();
      bucket.objects.put({ key, contentType: 'application/octet-stream', metadata: {}, lastModified }, body);
      s3.buckets.record({ eventName: 'PutObject', bucket, key, principal: caller.principal });
    },
  };
}
