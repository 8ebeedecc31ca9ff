import type { Distribution } from './distribution';
import type { AddedHeader } from './response-headers';

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
