import { z } from 'zod';
import { serviceFault } from '../../cloud/faults/service-fault';
import { callerFor } from '../../cloud/iam/caller';
import { flag, providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { authorizeKeyUse } from '../kms/key-use';
import { type DeliveryNeeds, DeliveryStream } from './delivery-stream';
import type { StreamSettings } from './stream-settings';

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
const stream = z.object({
  DeliveryStreamName: z.string().optional(),
  ExtendedS3DestinationConfiguration: destination,
});

const mebibyte = 1024 * 1024;

export const deliveryStreamProvider = (engines: Engines): ResourceProvider =>
  providerOf('AWS::KinesisFirehose::DeliveryStream', stream, (properties, { physicalId }) => {
    const { access, account, streams } = engines;
    const name = properties.DeliveryStreamName ?? physicalId;
    const arn = `arn:aws:firehose:${account.region}:${account.id}:deliverystream/${name}`;
    const settings = settingsOf(name, arn, properties.ExtendedS3DestinationConfiguration);
    access.assertAssumable(settings.roleArn, 'firehose.amazonaws.com');
    streams.set(name, new DeliveryStream(settings, needsOf(engines)));
    return { ref: name, attributes: { Arn: arn } };
  });

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
function needsOf({ access, account, buckets, clock, faults, keys, runtime, trails, warn }: Engines): DeliveryNeeds {
  const callerOf = ({ roleArn }: StreamSettings) =>
    callerFor(access, { kind: 'role', arn: roleArn, session: 'AWSFirehoseToS3' });
  return {
    region: account.region,
    now: () => clock.now(),
    warn,
    invoke: (settings, payload) =>
      runtime.invoke({
        functionArn: settings.transformation?.functionArn ?? '',
        principal: { kind: 'role', arn: settings.roleArn },
        payload,
      }),
    putObject: (settings, key, body) => {
      const bucket = buckets.get(settings.bucketName);
      const resource = `${bucket.name}/${key}`;
      if (faults.strikes({ service: 's3', action: 'PutObject', resource })) throw serviceFault('s3');
      const caller = callerOf(settings);
      for (const action of bucketActions) caller.authorize(action, bucket.arn);
      for (const action of objectActions) caller.authorize(action, `${bucket.arn}/${key}`);
      const keyName = settings.keyName ?? bucket.keyName;
      authorizeKeyUse(keys, account.region, caller, { keyName, service: 's3', actions: ['GenerateDataKey'] });
      const lastModified = clock.now().toISOString();
      bucket.objects.put({ key, contentType: 'application/octet-stream', metadata: {}, lastModified }, body);
      trails.record({ eventName: 'PutObject', bucket, key, principal: caller.principal });
    },
  };
}
