import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { ResourceNotRun, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import {
  allViewerExceptHostHeader,
  type Behaviour,
  type ContentDelivery,
  distributionConfig,
  managedCachePolicies,
} from './distribution';
import { responseHeadersConfig } from './response-headers';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
  readonly cloudfront: { readonly delivery: ContentDelivery };
}

const distributionProperties = z.object({ DistributionConfig: distributionConfig });

export const distribution = ({ cloud: { account }, cloudfront: { delivery } }: Needs): ResourceType =>
  resourceType(distributionProperties, {
    provision({ DistributionConfig }, { physicalId }) {
      if (delivery.distribution) throw new ResourceNotRun('the port is the first distribution’s');
      for (const one of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors])
        checkPolicies(one);
      const id = idOf(physicalId);
      const domainName = `d${id.slice(1).toLowerCase()}.cloudfront.net`;
      const arn = `arn:aws:cloudfront::${account.id}:distribution/${id}`;
      delivery.distribution = { ...DistributionConfig, arn, domainName };
      return { ref: id, attributes: { Id: id, DomainName: domainName } };
    },
  });

/** What is not run is refused by name rather than run as something else. */
function checkPolicies({ CachePolicyId, OriginRequestPolicyId }: Behaviour): void {
  if (!managedCachePolicies.has(CachePolicyId)) throw new Error(`the cache policy ${CachePolicyId} is not run here`);
  if (OriginRequestPolicyId && OriginRequestPolicyId !== allViewerExceptHostHeader) {
    throw new Error(`the origin request policy ${OriginRequestPolicyId} is not run here`);
  }
}

const accessControlProperties = z.object({
  OriginAccessControlConfig: z.object({ SigningBehavior: z.literal('always') }),
});

export const originAccessControl = (): ResourceType =>
  resourceType(accessControlProperties, {
    provision(_properties, { physicalId }) {
      const id = idOf(physicalId);
      return { ref: id, attributes: { Id: id } };
    },
  });

const responseHeadersProperties = z.object({ ResponseHeadersPolicyConfig: responseHeadersConfig });

export const responseHeadersPolicy = ({ cloudfront: { delivery } }: Pick<Needs, 'cloudfront'>): ResourceType =>
  resourceType(responseHeadersProperties, {
    provision({ ResponseHeadersPolicyConfig }, { physicalId }) {
      const id = idOf(physicalId);
      delivery.responseHeaders.set(id, ResponseHeadersPolicyConfig);
      return { ref: id, attributes: { Id: id } };
    },
  });

const idOf = (physicalId: string): string =>
  `E${createHash('sha256').update(physicalId).digest('hex').slice(0, 13).toUpperCase()}`;
