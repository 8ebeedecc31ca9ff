import type { ResourceProvider } from '../../../cloud/resources/resource-provider';
import { accessProviders } from './authorizers';
import { domainProviders } from './domains';
import { methodProvider } from './methods';
import type { ProviderNeeds } from './provider-needs';
import { restApiProviders } from './rest-apis';
import { stageProviders } from './stages';
import { usagePlanProviders } from './usage-plans';
import { webAclProviders } from './web-acls';

export const gatewayProviders = (needs: ProviderNeeds): ResourceProvider[] => [
  ...restApiProviders(needs),
  methodProvider(needs),
  ...accessProviders(needs),
  ...stageProviders(needs),
  ...usagePlanProviders(needs),
  ...domainProviders(needs),
  ...webAclProviders(needs),
];
