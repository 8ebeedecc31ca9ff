import { accessLogFormat } from '../../domain/logs/records/access-log';
import { randomFrom } from '../../test/unit/logs/planted-corpus';

const AGENTS = ['EMIS-Web/9.1.12.7', 'okhttp/4.12.0', 'Apache-HttpClient/5.3.1 (Java/17.0.11)'];
const hexadecimal = (length: number, random: () => number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

/** Lines as API Gateway writes them by the platform's own format. */
export function accessLines(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  const format = accessLogFormat({ api: 'personal-demographics', anonymous: false });
  const number = (most: number) => Math.floor(random() * most);
  /** RFC 9562, version 4: what API Gateway calls a request by, and the platform an application. */
  const uuid = () =>
    hexadecimal(30, random).replace(/^(.{8})(.{4})(.{3})(.{3})(.{12})$/, `$1-$2-4$3-${'89ab'[number(4)]}$4-$5`);
  const values: Readonly<Record<string, () => string | number>> = {
    requestId: uuid,
    extendedRequestId: () => `${hexadecimal(15, random)}=`,
    requestTimeEpoch: () => 1_763_600_000_000 + number(86_400_000),
    apiId: () => hexadecimal(10, random),
    stage: () => 'live',
    httpMethod: () => 'GET',
    resourcePath: () => '/FHIR/R4/Patient/{id}',
    protocol: () => 'HTTP/1.1',
    status: () => (number(20) ? 200 : 404),
    responseLatency: () => number(3000),
    responseLength: () => number(45_000),
    'integration.latency': () => number(2900),
    'integration.status': () => 200,
    'authorizer.latency': () => number(40),
    'authorizer.status': () => 200,
    'authorizer.mode': () => 'application-restricted',
    'authorizer.applicationId': uuid,
    'authorizer.organisationType': () => 'gp-practice',
    'identity.sourceIp': () => [81, number(256), number(256), number(256)].join('.'),
    'identity.userAgent': () => AGENTS[number(AGENTS.length)] ?? '',
    tlsVersion: () => 'TLSv1.3',
    cipherSuite: () => 'TLS_AES_128_GCM_SHA256',
  };
  return Array.from({ length: count }, () =>
    format.replace(/\$context\.([\w.]+)/g, (_, variable: string) => String(values[variable]?.() ?? '-')),
  );
}
