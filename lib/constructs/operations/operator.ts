import { type IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allowUsageKeys } from '../gateway/allow-usage-keys';
import type { Stores } from '../storage/stores';

export interface OperatorProps {
  readonly stores: Stores;
  /** Who may become one, with a second factor and under the own name alone. */
  readonly people: IPrincipal;
}

/** Who suspends and restores applications by `dip app`, and lets them in where an API has no team that would. */
export function operator(scope: Construct, { stores, people }: OperatorProps): Role {
  const grantee = new Role(scope, 'Operator', {
    description: 'Suspends and restores applications, and lets them in',
    assumedBy: people,
  });
  stores.applications.allow(grantee, 'GetItem', 'PutItem');
  stores.accessRequests.allow(grantee, 'GetItem', 'PutItem');
  stores.events.allow(grantee, 'PutItem', 'Query');
  stores.registry.allow(grantee, 'GetItem');
  allowUsageKeys(grantee, grantee, ['POST /apikeys', 'POST /usageplans/*/keys']);
  return grantee;
}
