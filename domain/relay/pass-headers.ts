import { headerNames } from '../http/header-names';
import { headerValue, type NameValueList } from '../http/http-message';
import { isOwnRequestHeader, standardRequestHeaders } from '../http/request-headers';
import { callersCookies } from './own-cookies';
import type { RelayConfig } from './relay-config';

/**
 * @returns a filter for requests to one API: the standard headers and those that the API declares pass, in the very
 * spelling it declares, and none that the platform itself writes for this API.
 */
export function makePassHeaders(config: RelayConfig) {
  const { identityHeaders, attributeHeaders, target } = config;
  const known = new Set<string>([...standardRequestHeaders, ...config.requestHeaders]);
  const own = [...identityHeaders, ...attributeHeaders].map(({ header }) => header);
  const isOwn = headerNames(target.security?.type === 'apikey' ? [...own, target.security.header] : own);

  return (headers: NameValueList): NameValueList => {
    const isHop = headerNames((headerValue(headers, 'Connection') ?? '').split(',').map((name) => name.trim()));
    const passed = headers.filter(
      ([name]) => known.has(name.toLowerCase()) && isOwnRequestHeader(name) && !isOwn(name) && !isHop(name),
    );
    return config.cookies ? [...passed, ...callersCookies(headers)] : passed;
  };
}
