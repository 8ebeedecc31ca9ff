import { createHash } from 'node:crypto';
import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import { ResourceNotRun, type ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { allViewerExceptHostHeader, managedCachePolicies } from './content-delivery';
import { type Behaviour, distributionConfig } from './distribution';
import { responseHeadersConfig } from './response-headers';

const distribution = z.object({ DistributionConfig: distributionConfig });
const accessControl = z.object({ OriginAccessControlConfig: z.object({ SigningBehavior: z.literal('always') }) });
const responseHeaders = z.object({ ResponseHeadersPolicyConfig: responseHeadersConfig });

export const contentDeliveryProviders = ({ account, contentDelivery }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::CloudFront::Distribution', distribution, ({ DistributionConfig }, { physicalId }) => {
    if (contentDelivery.distribution) throw new ResourceNotRun('the port is the first distribution’s');
    for (const one of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors])
      checkPolicies(one);
    const id = idOf(physicalId);
    const domainName = `d${id.slice(1).toLowerCase()}.cloudfront.net`;
    const arn = `arn:aws:cloudfront::${account.id}:distribution/${id}`;
    contentDelivery.distribution = { ...DistributionConfig, arn, domainName };
    return { ref: id, attributes: { Id: id, DomainName: domainName } };
  }),
  providerOf('AWS::CloudFront::OriginAccessControl', accessControl, (_properties, { physicalId }) => {
    const id = idOf(physicalId);
    return { ref: id, attributes: { Id: id } };
  }),
  providerOf('AWS::CloudFront::ResponseHeadersPolicy', responseHeaders, (properties, { physicalId }) => {
    const id = idOf(physicalId);
    contentDelivery.responseHeaders.set(id, properties.ResponseHeadersPolicyConfig);
    return { ref: id, attributes: { Id: id } };
  }),
];

/** What is not run is refused by name rather than run as something else. */
function checkPolicies({ CachePolicyId, OriginRequestPolicyId }: Behaviour): void {
  if (!managedCachePolicies.has(CachePolicyId)) throw new Error(`the cache policy ${CachePolicyId} is not run here`);
  if (OriginRequestPolicyId && OriginRequestPolicyId !== allViewerExceptHostHeader) {
    throw new Error(`the origin request policy ${OriginRequestPolicyId} is not run here`);
  }
}

const idOf = (physicalId: string): string =>
  `E${createHash('sha256').update(physicalId).digest('hex').slice(0, 13).toUpperCase()}`;
