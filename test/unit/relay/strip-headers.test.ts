import fc from 'fast-check';
import { makeStripHeaders } from '../../../domain/relay/strip-headers';
import { aRelayConfig } from './a-relay';

const config = aRelayConfig({
  identityHeaders: [{ name: 'cis2-urid', header: 'nhsd-session-urid' }],
  attributeHeaders: [{ name: 'asid', header: 'X-Our-Asid', required: false }],
  target: { url: 'https://x', timeoutMillis: 1, security: { type: 'apikey', header: 'X-Target-Key' } },
});
const strip = makeStripHeaders(config);

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
];

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
  ] as const;
  expect(strip(passed)).toEqual(passed);
});

test('NHSD-Session-URID passes to an API that does not ask the platform for it', () => {
  expect(makeStripHeaders(aRelayConfig())([['NHSD-Session-URID', '555021935107']])).toHaveLength(1);
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
