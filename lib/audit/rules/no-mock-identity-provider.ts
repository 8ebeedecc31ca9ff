import { at, isRecord } from '../../template/at';
import { type Rule, unless } from './rule';

/** The stand-ins are reached under `identity.<domain>`, or where there is no domain under the gateway's own URL. */
const isMock = (issuer: string): boolean => !issuer.startsWith('https://') || /^https:\/\/identity\./.test(issuer);

function issuersOf(text: string): readonly string[] {
  const providers: unknown = JSON.parse(text);
  return isRecord(providers) ? Object.values(providers).map((provider) => String(at(provider, 'issuer'))) : [];
}

export const noMockIdentityProvider: Rule = {
  name: 'NoMockIdentityProvider',
  law: 'Nobody signs in to production through a stand-in for CIS2 or NHS login',
  control: 'NCSC 9, 10; DSPT B2',
  types: ['AWS::Lambda::Function', 'AWS::ApiGateway::DomainName'],
  verdict({ resource, cloud, production }) {
    const { type, properties } = resource;
    if (!production) return 'not-applicable';
    if (type === 'AWS::ApiGateway::DomainName') {
      const name = String(at(properties, 'DomainName'));
      return unless(name.startsWith('identity.') && `${name} is the host name of the mock identity providers`);
    }
    if (/mock-?identity-?provider/i.test(cloud.path(resource))) return { breaks: 'it is a mock identity provider' };
    const variables = at(properties, 'Environment', 'Variables');
    const providers = at(variables, 'IDENTITY_PROVIDERS');
    if (providers === undefined) return 'not-applicable';
    if (typeof providers !== 'string') return { breaks: 'its identity providers are part of the same deployment' };
    const mock = issuersOf(providers).filter(isMock);
    return unless(mock.length > 0 && `it trusts ${mock.join(', ')}`);
  },
};
