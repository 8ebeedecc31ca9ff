import { z } from 'zod';
import { flag, providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { eventSelector } from './event-selector';

const trail = z.object({
  TrailName: z.string().optional(),
  S3BucketName: z.string(),
  KMSKeyId: z.string().optional(),
  IsLogging: flag,
  AdvancedEventSelectors: z.array(eventSelector).default([]),
});

export const trailProvider = ({ account, trails }: Engines): ResourceProvider =>
  providerOf('AWS::CloudTrail::Trail', trail, (properties, { physicalId }) => {
    const name = properties.TrailName ?? physicalId;
    const arn = `arn:aws:cloudtrail:${account.region}:${account.id}:trail/${name}`;
    const { S3BucketName: bucketName, KMSKeyId: keyName, AdvancedEventSelectors: selectors } = properties;
    if (properties.IsLogging) trails.put({ name, arn, bucketName, selectors, ...(keyName && { keyName }) });
    return { ref: name, attributes: { Arn: arn } };
  });
