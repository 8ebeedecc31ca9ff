import { accessLogFormat, readAccessLine } from '../../../domain/logs/records/access-log';
import { accessRecord } from '../../../domain/logs/records/access-record';
import { keptAddressOf } from '../../../domain/logs/redaction/client-address';
import { readAndRedact, redactLine } from '../../../domain/logs/redaction/redact-line';

const values: Record<string, string> = {
  'context.requestId': '2d742a17-f392-4298-941f-8d04394f309f',
  'context.requestTimeEpoch': '1763600000083',
  'context.status': '200',
  'context.resourcePath': '/FHIR/R4/Patient/{id}',
  'context.responseLatency': '42',
  'context.authorizer.applicationId': '7f5c0c1e-4a8e-4b9a-9f5e-0a4d3c2b1a00',
  'context.authorizer.organisationType': 'gp-practice',
  'context.identity.sourceIp': '81.2.69.142',
  'context.identity.userAgent': 'EMIS-Web/9.1.12.7',
};

const written = (format: string, over: Record<string, string> = {}): string =>
  format.replace(/\$([\w.]+)/g, (_, name: string) => ({ ...values, ...over })[name] ?? '-');

describe('the access log of an API', () => {
  const format = accessLogFormat({ api: 'personal-demographics', anonymous: false });

  test('is one line of JSON of at most 3 KB that names the request and never the path', () => {
    expect(format).not.toContain('\n');
    expect(Buffer.byteLength(format)).toBeLessThanOrEqual(3072);
    expect(JSON.parse(format)).toMatchObject({ api: 'personal-demographics', requestId: '$context.requestId' });
    expect(format).not.toContain('$context.path');
  });

  test('holds no field about the caller where the API is anonymous', () => {
    expect(accessLogFormat({ api: 'growth-charts', anonymous: true })).not.toMatch(
      /identity|applicationId|organisationType/,
    );
  });

  test('becomes a record with numbers where something was measured and no field that was absent', () => {
    const record = accessRecord.parse(JSON.parse(redactLine(written(format))));
    expect(record).toEqual({
      record: 'access',
      api: 'personal-demographics',
      anonymous: false,
      requestId: '2d742a17-f392-4298-941f-8d04394f309f',
      time: 1763600000083,
      route: '/FHIR/R4/Patient/{id}',
      status: 200,
      responseLatency: 42,
      application: '7f5c0c1e-4a8e-4b9a-9f5e-0a4d3c2b1a00',
      organisationType: 'gp-practice',
      ip: '[ip]',
      userAgent: 'EMIS-Web/9.1.12.7',
    });
  });

  test.each([
    ['an ordinary request', {}],
    ['a fault', { 'context.status': '503', 'context.error.responseType': 'INTEGRATION_FAILURE' }],
    ['an NHS number in the user agent', { 'context.identity.userAgent': 'agent "900 000 0009"' }],
    ['no user agent', { 'context.identity.userAgent': '-' }],
    ['a route that is none', { 'context.resourcePath': '/Patient/9000000009,' }],
    ['a numeral that is none', { 'context.responseLatency': '007' }],
  ])('one pass over the text says what parsing it says: %s', (_, over) => {
    const line = written(format, over);
    const [rewritten, parsed] = (['pseudonym', 'truncated'] as const).map((clientAddress) => {
      const read = readAndRedact(line, { keptAddress: keptAddressOf(clientAddress) });
      return { ...read, line: { ...JSON.parse(read.line), ip: undefined } };
    });
    expect(rewritten).toEqual(parsed);
    expect(JSON.stringify(rewritten)).not.toMatch(/900 ?000 ?0009/);
  });

  test.each([
    ['quotes', 'Mozilla "quoted" agent'],
    ['another field', 'x","status":"500","api":"other'],
    ['a backslash', 'x\\'],
    ['a control character', 'x\u0001y'],
  ])('a user agent with %s spoils nothing and overwrites nothing', (_, userAgent) => {
    const line = written(format, { 'context.identity.userAgent': userAgent });
    expect(readAccessLine(line)).toMatchObject({ api: 'personal-demographics', status: 200, userAgent });
  });

  test('a record of an anonymous API loses personal fields that a stage would still send', () => {
    const line = written(format).replace('"anonymous":false', '"anonymous":true');
    expect(JSON.parse(redactLine(line))).not.toHaveProperty('ip');
    expect(JSON.parse(redactLine(line))).not.toHaveProperty('userAgent');
    expect(JSON.parse(redactLine(line))).not.toHaveProperty('application');
  });
});
