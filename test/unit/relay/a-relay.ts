import { HttpTarget } from '../../../adapters/node/http-target';
import type { CallerContext } from '../../../domain/access/caller-context';
import type { HttpRequest } from '../../../domain/http/http-message';
import { requestIds } from '../../../domain/http/request-ids';
import { makeRelay } from '../../../domain/relay/make-relay';
import type { RelayConfig } from '../../../domain/relay/relay-config';
import { MemoryIdentityCipher } from '../../memory/memory-identity-cipher';

export const aRelayConfig = (overrides: Partial<RelayConfig> = {}): RelayConfig => ({
  api: 'wards',
  title: 'Wards',
  version: '1.2.3',
  basePath: '/wards/FHIR/R4',
  release: { revision: '7', releaseId: 'release-7', commitId: 'abc' },
  operations: [
    { id: 'open', method: 'GET', path: '/open', access: [], mediaTypes: [] },
    { id: 'read', method: 'GET', path: '/Patient/{id}', access: ['app-level3', 'nhs-cis2-aal2'], mediaTypes: [] },
    { id: 'search', method: 'GET', path: '/Patient', access: ['app-level3'], mediaTypes: [] },
    { id: 'create', method: 'POST', path: '/Patient', access: ['app-level3'], mediaTypes: [] },
    { id: 'process', method: 'POST', path: '/$process-message', access: ['app-level3'], mediaTypes: [] },
    { id: 'head', method: 'HEAD', path: '/open', access: [], mediaTypes: [] },
  ],
  errorFormat: 'fhir',
  target: { url: 'http://127.0.0.1:9', timeoutMillis: 20_000 },
  identityHeaders: [],
  attributeHeaders: [],
  requestHeaders: [],
  responseHeaders: [],
  cookies: false,
  ...overrides,
});

export const aCaller = (overrides: Partial<CallerContext> = {}): CallerContext => ({
  applicationId: 'app-1',
  applicationName: 'Ward round',
  mode: 'app-level3',
  ...overrides,
});

export const cipher = new MemoryIdentityCipher();

/** A relay over a real HTTP client, with everything it logs. */
export function aRelay(config: RelayConfig, secret = '') {
  const logged: unknown[] = [];
  const clock = { now: () => new Date() };
  const relay = makeRelay({
    config,
    target: new HttpTarget({ security: config.target.security, secret: async () => secret, clock }),
    identityCipher: cipher,
    clock,
    log: { relayed: (call) => logged.push(call), failed: (error) => logged.push(error) },
  });
  /** `null` calls without a credential. */
  const call = async (request: Partial<HttpRequest>, caller: CallerContext | null = aCaller()) => {
    const complete = { method: 'GET', path: '/open', query: [], headers: [], ...request };
    const response = await relay({
      request: complete,
      ids: requestIds(complete.headers, 'gateway-1'),
      caller: caller ?? undefined,
    });
    const header = (name: string) => response.headers.find(([each]) => each.toLowerCase() === name)?.[1];
    const headersOf = (name: string) =>
      response.headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
    return { ...response, header, headersOf, text: Buffer.from(response.body ?? []).toString('utf8') };
  };
  return { call, relay, logged };
}
