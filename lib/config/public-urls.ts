import type { Environment } from './environment';

/** Host names of the custom domains, or `undefined` where API Gateway's own host names serve. */
export function domainNames({ domain, sandbox, identityProviders }: Environment) {
  if (!domain) return undefined;
  return {
    api: `api.${domain.name}`,
    // Where people's browsers sign in: no producer's API shares an origin with them.
    auth: `auth.${domain.name}`,
    ...(sandbox && { sandbox: `sandbox.api.${domain.name}` }),
    ...(identityProviders === 'mock' && { identity: `identity.${domain.name}` }),
  };
}

/**
 * Host name of the portal, or `undefined` where CloudFront's own serves, as it does on one machine: no certificate could
 * be had for a name that only resolves there.
 */
export const portalDomainName = ({ domain, urls }: Environment): string | undefined =>
  domain && !urls ? `portal.${domain.name}` : undefined;

/** Base URLs as callers see them, or `undefined` where each REST API has a host name of its own. */
export function publicUrls(environment: Environment) {
  if (environment.urls) return environment.urls;
  const names = domainNames(environment);
  if (!names) return undefined;
  return {
    api: `https://${names.api}`,
    auth: `https://${names.auth}`,
    sandbox: names.sandbox && `https://${names.sandbox}`,
    identity: names.identity && `https://${names.identity}`,
    portal: `https://${portalDomainName(environment)}`,
  };
}
