import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { flag, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import { eventSelector } from './event-selector';
import type { Trails } from './trails';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
  readonly cloudtrail: { readonly trails: Trails };
}

const trailProperties = z.object({
  TrailName: z.string().optional(),
  S3BucketName: z.string(),
  KMSKeyId: z.string().optional(),
  IsLogging: flag,
  AdvancedEventSelectors: z.array(eventSelector).default([]),
});

export const trail = ({ cloud: { account }, cloudtrail: { trails } }: Needs): ResourceType =>
  resourceType(trailProperties, {
    replacedBy: ['TrailName'],
    provision(properties, { physicalId }) {
      const name = properties.TrailName ?? physicalId;
      const arn = `arn:aws:cloudtrail:${account.region}:${account.id}:trail/${name}`;
      const { S3BucketName: bucketName, KMSKeyId: keyName, AdvancedEventSelectors: selectors } = properties;
      if (properties.IsLogging) trails.put({ name, arn, bucketName, selectors, ...(keyName && { keyName }) });
      return { ref: name, attributes: { Arn: arn } };
    },
  });
