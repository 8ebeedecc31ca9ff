import { headerValue, type NameValueList } from '../http/http-message';
import type { RelayConfig } from './relay-config';

/** What never passes from a caller to a target. A name that ends with `*` stands for a family. */
const neverPassed = {
  /** RFC 9110 §7.6.1; the names that `Connection` lists are added per request. */
  hopByHop: ['connection', 'keep-alive', 'proxy-*', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings'],
  /** Written anew for the target. */
  framing: ['host', 'content-length', 'expect'],
  /** The way here; the caller's address is personal data that no target needs. */
  route: ['forwarded', 'via', 'x-forwarded-*', 'x-real-ip', 'true-client-ip', 'cloudfront-*', 'x-amz*'],
  /** Meant for the platform, or for another site under its domain. */
  credentials: ['authorization', 'apikey', 'cookie'],
  /** Some targets let these overrule the method or path that the platform authorised. */
  overrides: ['x-http-method*', 'x-method-override', 'x-original-*', 'x-rewrite-*'],
  /**
   * What the platform that NHS targets were written for adds itself, so that they trust it. `NHSD-Session-URID` is
   * not among them: callers send it, and it is stripped only from an API that asks the platform for it.
   */
  identity: [
    'nhsd-identity-*',
    'nhsd-session-uuid',
    'nhsd-session-cis2-acr',
    'nhsd-nhslogin-*',
    'nhsd-id-token',
    'nhsd-asid',
    'nhsd-party-key',
    'nhsd-scope',
  ],
  /** Written by the relay from the values that it checked. */
  requestIds: ['x-request-id', 'x-correlation-id', 'nhsd-request-id', 'nhsd-correlation-id'],
} as const;

/** CGI and WSGI hand `A_B` and `A-B` to a program under one name. */
const canonical = (name: string): string => name.toLowerCase().replaceAll('_', '-');

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** @returns a filter for requests to one API, whose own identity, attribute and credential headers are stripped too. */
export function makeStripHeaders({ identityHeaders, attributeHeaders, target }: RelayConfig) {
  const rules = Object.values(neverPassed).flat();
  const families = rules.filter((rule) => rule.endsWith('*')).map((rule) => rule.slice(0, -1));
  const own = [...identityHeaders, ...attributeHeaders].map(({ header }) => canonical(header));
  const names = new Set([...rules, ...own]);
  if (target.security?.type === 'apikey') names.add(canonical(target.security.header));

  return (headers: NameValueList): NameValueList => {
    const listed = (headerValue(headers, 'Connection') ?? '').split(',').map((name) => canonical(name.trim()));
    return headers.filter(([sent]) => {
      const name = canonical(sent);
      const isFamily = families.some((family) => name.startsWith(family));
      return token.test(sent) && !names.has(name) && !isFamily && !listed.includes(name);
    });
  };
}
