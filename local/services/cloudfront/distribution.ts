import { z } from 'zod';
import { flag } from '../../cloud/resources/resource-type';

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
 * The behaviour for a path: the first whose pattern matches, with `*` for any characters and `?` for one.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function behaviourFor({ CacheBehaviors, DefaultCacheBehavior }: Distribution, path: string): Behaviour {
  return CacheBehaviors.find(({ PathPattern }) => patternOf(PathPattern).test(path)) ?? DefaultCacheBehavior;
}

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/^\//, '').replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^/${source.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
