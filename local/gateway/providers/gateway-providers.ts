import type { ResourceProvider } from '../../resources/resource-provider';
import { accessProviders } from './access-providers';
import { domainProviders } from './domain-providers';
import { methodProvider } from './method-provider';
import type { ProviderNeeds } from './provider-needs';
import { restApiProviders } from './rest-api-providers';
import { stageProviders } from './stage-providers';
import { usagePlanProviders } from './usage-plan-providers';
import { webAclProviders } from './web-acl-providers';

export const gatewayProviders = (needs: ProviderNeeds): ResourceProvider[] => [
  ...restApiProviders(needs),
  methodProvider(needs),
  ...accessProviders(needs),
  ...stageProviders(needs),
  ...usagePlanProviders(needs),
  ...domainProviders(needs),
  ...webAclProviders(needs),
];
