import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';

const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
const queue = z.object({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.coerce.number().default(30),
  KmsMasterKeyId: z.string().optional(),
  RedrivePolicy: redrivePolicy.optional(),
});
const queuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });

export const queueProviders = ({ access, account, queues, endpointUrl }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::SQS::Queue', queue, (properties, { physicalId }) => {
    const name = properties.QueueName ?? physicalId;
    const arn = `arn:aws:sqs:${account.region}:${account.id}:${name}`;
    const { RedrivePolicy: redrive, KmsMasterKeyId: keyName } = properties;
    queues.put({
      name,
      arn,
      visibilityMillis: properties.VisibilityTimeout * 1000,
      ...(keyName && { keyName }),
      ...(redrive && {
        redrive: { targetArn: redrive.deadLetterTargetArn, maximumReceives: redrive.maxReceiveCount },
      }),
    });
    const url = `${endpointUrl}/${account.id}/${name}`;
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  }),
  providerOf('AWS::SQS::QueuePolicy', queuePolicy, ({ Queues, PolicyDocument }, { physicalId }) => {
    for (const url of Queues) access.putResourcePolicy(queues.named(url).settings.arn, PolicyDocument);
    return { ref: physicalId };
  }),
];
