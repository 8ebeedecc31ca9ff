import fc from 'fast-check';
import { declaredRequestHeaders } from '../../../domain/relay/declared-headers';
import { makePassHeaders } from '../../../domain/relay/pass-headers';
import { aRelayConfig } from './a-relay';

const configured = (overrides: Parameters<typeof aRelayConfig>[0] = {}) =>
  makePassHeaders(
    aRelayConfig({
      identityHeaders: [{ name: 'cis2-urid', header: 'nhsd-session-urid' }],
      attributeHeaders: [{ name: 'asid', header: 'X-Our-Asid', required: false }],
      target: { url: 'https://x', timeoutMillis: 1, security: { type: 'apikey', header: 'X-Target-Key' } },
      requestHeaders: ['x-stays', 'x-nhsd-subject-nhs-number'],
      ...overrides,
    }),
  );
const strip = configured();

const neverPassed = [
  'Connection',
  'Keep-Alive',
  'Proxy-Authorization',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Host',
  'Expect',
  'Content-Length',
  'Forwarded',
  'Via',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Amzn-Trace-Id',
  'X-Amz-Cf-Id',
  'x-amzn-remapped-authorization',
  'Authorization',
  'apikey',
  'Cookie',
  'X-HTTP-Method-Override',
  'X-Original-URL',
  'X-MS-Original-URL',
  'X-Request-URI',
  'X-URL',
  'X-Host-Override',
  'X-Originating-IP',
  'X-Custom-IP-Authorization',
  'HTTPS',
  'X-Rewrite-URL',
  'NHSD-Identity-UUID',
  'NHSD-Session-UUID',
  'NHSD-NHSlogin-NHS-Number',
  'NHSD-ID-Token',
  'NHSD-ASID',
  'NHSD-Party-Key',
  'NHSD-Request-ID',
  'NHSD-Correlation-ID',
  'X-Request-ID',
  'NHSD-Session-URID',
  'X-Our-ASID',
  'x-target-key',
  'X_Target_Key',
  'nhsd_identity_uuid',
  'NHSD.Session.UUID',
  // httpoxy (CVE-2016-5385) and its like
  'Proxy',
  'Proxy-Host',
  'Cookie2',
  'X-HTTP-Method',
  'X-Method-Override',
  'X-HTTP-Path-Override',
  'X-Original-Method',
  'X-Script-Name',
  'Client-Cert',
  'Client-Cert-Chain',
  'X-Client-Cert',
  'X-SSL-Client-S-DN',
  'SSL_CLIENT_CERT',
  'X-ARR-ClientCert',
  'X-Forwarded-Client-Cert',
  'X-Forwarded-User',
  'X-Forwarded.For',
  'Remote-User',
  'X-Remote-User',
  'X-Auth-Request-Email',
  'X-MS-CLIENT-PRINCIPAL-ID',
  'X-Goog-Authenticated-User-Email',
  'X-Consumer-Custom-ID',
  'OIDC_CLAIM_sub',
  'SM_USER',
  'X-Sendfile',
  'X-Accel-Redirect',
  'X-Middleware-Subrequest',
  'X-Real-IP',
  'X-Client-IP',
  'CF-Connecting-IP',
  'CF-Access-Jwt-Assertion',
  'Service-Worker',
  'Sec-Fetch-Site',
  'constructor',
  '__proto__',
  'toString',
  'X-Nobody-Declared-It',
];

test('what never passes, no definition and no publication lets through', () => {
  const open = configured({ requestHeaders: neverPassed.slice(0, -4).map((name) => name.toLowerCase()) });
  expect(open(neverPassed.map((name) => [name, 'forged']))).toEqual([]);
});

test('what the platform or the connection says, a caller cannot say, in whatever case or spelling', () => {
  fc.assert(
    fc.property(fc.constantFrom(...neverPassed), fc.array(fc.boolean()), (name, upper) => {
      const spelt = [...name]
        .map((letter, index) => (upper[index] ? letter.toUpperCase() : letter.toLowerCase()))
        .join('');
      expect(strip([[spelt, 'forged']])).toEqual([]);
    }),
  );
});

test('what callers legitimately say passes, in order and with repetitions', () => {
  const passed = [
    ['Accept', 'application/fhir+json'],
    ['NHSD-End-User-Organisation-ODS', 'A81001'],
    ['If-Match', 'W/"2"'],
    ['X-NHSD-Subject-NHS-Number', '9000000009'],
    ['Accept', 'application/json'],
    ['Content-Type', 'application/fhir+json'],
    ['If-None-Exist', 'identifier=https://x|1'],
    ['Prefer', 'return=representation'],
    ['Range', 'bytes=0-9'],
    ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['NHSD-Target-Identifier', 'e30='],
    ['User-Agent', 'ward-round/1'],
  ] as const;
  expect(strip(passed)).toEqual(passed);
});

test('NHSD-Session-URID passes to an API that does not ask the platform for it', () => {
  expect(makePassHeaders(aRelayConfig())([['NHSD-Session-URID', '555021935107']])).toHaveLength(1);
});

test('what Connection lists is gone with it', () => {
  expect(
    strip([
      ['Connection', 'close, X-Hop'],
      ['x-hop', '1'],
      ['X-Stays', '2'],
    ]),
  ).toEqual([['X-Stays', '2']]);
});

test('a name that is no header name does not pass', () => {
  expect(
    strip([
      ['bad name', '1'],
      ['bad\r\nname', '1'],
      ['', '1'],
      ['é', '1'],
    ]),
  ).toEqual([]);
});

test('what the definition declares passes in the spelling it declares', () => {
  const parameter = { name: 'XAPI_FQDN', in: 'header', required: false, style: 'simple', explode: false } as const;
  const operation = { id: 'x', method: 'GET', path: '/x', access: [], parameters: [parameter], responses: [] } as const;
  const requestHeaders = declaredRequestHeaders({
    operations: [{ ...operation, access: [], parameters: [parameter], responses: [] }],
  });
  const pass = configured({ requestHeaders });
  expect(pass([['xapi_fqdn', '1']])).toEqual([['xapi_fqdn', '1']]);
  expect(pass([['XAPI-FQDN', '1']])).toEqual([]);
});

describe('cookies', () => {
  test('pass to an API that says so, and only those that an API can have set', () => {
    const pass = configured({ cookies: true });
    expect(
      pass([
        ['Cookie', 'session=1; __Host-sign-in=2; bad name=3'],
        ['cookie', 'other="4"'],
      ]),
    ).toEqual([['Cookie', 'session=1; other="4"']]);
  });
});
