import { at } from '../../template/at';
import { type Rule, unless } from './rule';

/** `auth.<domain>`: see `lib/config/public-urls.ts`. */
const isWherePeopleSignIn = (host: string): boolean => host.startsWith('auth.');

export const signInOrigin: Rule = {
  name: 'SignInOrigin',
  law: 'Nothing but the authorisation server shares an origin with the people who sign in',
  control: 'NCSC 3, 10; DSPT B2, B4',
  types: ['AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGateway::BasePathMapping'],
  verdict({ resource, cloud }) {
    const host = at(resource.properties, 'DomainName');
    if (typeof host !== 'string') return { breaks: 'it does not say by name which host it leads from' };
    if (!isWherePeopleSignIn(host)) return 'compliant';
    const basePath = at(resource.properties, 'ApiMappingKey') ?? at(resource.properties, 'BasePath');
    const path = cloud.path(resource);
    return unless(
      basePath !== 'oauth2' && `it answers at ${host} outside of /oauth2`,
      !/^[^/]+-Identity\/AuthorizationServer\//.test(path) && `${host} leads to what is not the authorisation server`,
    );
  },
};
