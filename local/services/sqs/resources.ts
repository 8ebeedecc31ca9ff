import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { Queues } from './queues';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account' | 'endpointUrl'>;
  readonly sqs: { readonly queues: Queues };
}

const queueProperties = z.object({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.coerce.number().default(30),
  KmsMasterKeyId: z.string().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export const queue = ({ cloud: { account, endpointUrl }, sqs: { queues } }: Needs): ResourceType =>
  resourceType(queueProperties, {
    replacedBy: ['QueueName', 'FifoQueue'],
    provision(properties, { physicalId }) {
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
    },
  });

const policyProperties = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });

export const queuePolicy = ({ cloud: { access }, sqs: { queues } }: Needs): ResourceType =>
  resourceType(policyProperties, {
    turn: 'first',
    provision({ Queues: urls, PolicyDocument }, { physicalId }) {
      for (const url of urls) access.putResourcePolicy(queues.named(url).settings.arn, PolicyDocument);
      return { ref: physicalId };
    },
  });
