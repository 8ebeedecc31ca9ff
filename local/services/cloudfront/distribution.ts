import * as z from 'zod';
import { matchesIamPattern } from '../../../domain/iam-pattern';
import { flag } from '../../cloud/resources/resource-type';
import type { AddedHeader } from './response-headers';

const origin = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginAccessControlId: z.string().optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  CustomOriginConfig: z.unknown().optional(),
});
export type Origin = z.infer<typeof origin>;

const behaviour = z.object({
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
});
export type Behaviour = z.infer<typeof behaviour>;

export const distributionConfig = z.object({
  Enabled: flag,
  DefaultRootObject: z.string().default(''),
  Origins: z.array(origin),
  DefaultCacheBehavior: behaviour,
  CacheBehaviors: z.array(behaviour.extend({ PathPattern: z.string() })).default([]),
});

export interface Distribution extends z.infer<typeof distributionConfig> {
  readonly arn: string;
  readonly domainName: string;
}

/**
 * The behaviour for a path: the first whose pattern matches, with the wildcards that IAM has too.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function behaviourFor({ CacheBehaviors, DefaultCacheBehavior }: Distribution, path: string): Behaviour {
  const matches = (pattern: string) => matchesIamPattern(`/${pattern.replace(/^\//, '')}`, path);
  return CacheBehaviors.find(({ PathPattern }) => matches(PathPattern)) ?? DefaultCacheBehavior;
}

/** CloudFront's resources. One distribution has a port; nothing is cached, so every answer is the origin's own. */
export class ContentDelivery {
  readonly responseHeaders = new Map<string, readonly AddedHeader[]>();
  distribution: Distribution | undefined;
}

/** What a distribution is told by the id of AWS's own policies, the same in every account. */
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
export const managedCachePolicies = new Set([
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // CachingDisabled
  '658327ea-f89d-4fab-a63d-7e88639e58f6', // CachingOptimized
]);
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
export const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
