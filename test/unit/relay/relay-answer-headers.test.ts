import type { OutgoingHttpHeaders } from 'node:http';
import { proxyIntegration } from '../../../adapters/http/proxy-integration';
import { isOwnAnswerHeader } from '../../../domain/http/answer-headers';
import { makeAnswerHeaders } from '../../../domain/relay/answer-headers';
import type { RelayConfig } from '../../../domain/relay/relay-config';
import { aRelay, aRelayConfig } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());

const relay = (overrides: Partial<RelayConfig> = {}) =>
  aRelay(aRelayConfig({ target: { url: `${server.url}/root`, timeoutMillis: 20_000 }, ...overrides }));

async function answered(
  headers: OutgoingHttpHeaders,
  { path = '/open', status = 200, config = {} }: { path?: string; status?: number; config?: Partial<RelayConfig> } = {},
) {
  server.answerWith((_, response) => {
    response.sendDate = false;
    response.writeHead(status, headers);
    response.end('body');
  });
  return relay(config).call({ path });
}

const speakForTheHost = {
  'Service-Worker-Allowed': '/',
  'Clear-Site-Data': '"*"',
  'Strict-Transport-Security': 'max-age=0',
  'Public-Key-Pins': 'pin-sha256="x"',
  'Report-To': '{"group":"x"}',
  'Reporting-Endpoints': 'x="https://evil.example/"',
  NEL: '{"report_to":"x"}',
  'Content-Security-Policy-Report-Only': 'default-src *; report-uri https://evil.example/',
  Refresh: '0; url=https://evil.example/',
  'Set-Login': 'logged-in',
  'Speculation-Rules': '"/rules.json"',
  'Origin-Trial': 'x',
  'Origin-Agent-Cluster': '?1',
  'Alt-Svc': 'h3="evil.example:443"',
  'Accept-CH': 'Sec-CH-UA-Model',
  'Critical-CH': 'Sec-CH-UA-Model',
  SourceMap: '/x.map',
  'X-SourceMap': '/x.map',
  'Use-As-Dictionary': 'match="/*"',
  'Permissions-Policy': 'geolocation=*',
  'Document-Policy': 'x',
  'Cross-Origin-Opener-Policy-Report-Only': 'same-origin; report-to="x"',
  'Set-Cookie': ['a=1; Domain=nhs.uk; Path=/'],
  'Access-Control-Allow-Credentials': 'true',
  'WWW-Authenticate': 'Basic realm="NHS"',
  'X-Accel-Redirect': '/etc/passwd',
  'X-Powered-By': 'PHP/5',
  'X-Backend-Server': 'ip-10-0-3-12.eu-west-2.compute.internal',
  'X-Nobody-Declared-It': '1',
};

test('what a target says of the host, of the browser or of itself reaches no caller', async () => {
  const { headers } = await answered({ ...speakForTheHost, ETag: '"1"' });
  expect(headers.map(([name]) => name).sort()).toEqual([
    'Cache-Control',
    'Content-Security-Policy',
    'ETag',
    'X-Content-Type-Options',
    'X-Request-ID',
  ]);
});

test('no API can add what speaks for the host', async () => {
  const { 'X-Backend-Server': _, 'X-Nobody-Declared-It': __, ...reserved } = speakForTheHost;
  const names = Object.keys(reserved);
  expect(names.filter(isOwnAnswerHeader)).toEqual([]);
  const { headers } = await answered(reserved, {
    config: { responseHeaders: names.map((name) => name.toLowerCase()) },
  });
  expect(headers.map(([name]) => name)).not.toEqual(expect.arrayContaining([expect.stringMatching(/service|cookie/i)]));
  expect(headers).toHaveLength(4);
});

test('what the API declares passes, unless it names the inside of a network', async () => {
  const config = { responseHeaders: ['x-ers-transaction-id', 'x-served-by', 'x-node'] };
  const said = { 'X-ERS-Transaction-ID': 'e1', 'X-Served-By': 'web-7.trust.internal:8080', 'X-Node': '10.1.2.3' };
  const { headers } = await answered(said, { config });
  expect(headers).toContainEqual(['X-ERS-Transaction-ID', 'e1']);
  expect(JSON.stringify(headers)).not.toMatch(/internal|10\.1/);
});

test.each([
  ['Location', 'https://records.trust.example./root/a'],
  ['Location', 'https://RECORDS.trust.example./other'],
  ['Content-Location', '//records.trust.example.:8443/a'],
  ['Link', '<https://records.trust.example./a>; rel="next"'],
  ['Link', '<https://other.example/a>; rel="next"; title="records.trust.example."'],
  ['X-Served-By', 'records.trust.example.'],
  ['X-Served-By', 'Served by Records.Trust.Example.'],
  ['X-Served-By', '...records.trust.example...'],
])('the name of the target passes with no dot at its end either: %s %s', (name, value) => {
  const target = { url: 'https://records.trust.example/root', timeoutMillis: 20_000 };
  const tell = makeAnswerHeaders(aRelayConfig({ target, responseHeaders: ['x-served-by'] }));
  const told = tell([[name, value]], { url: `${target.url}/x`, isOpen: false });
  expect(told).toEqual([['Cache-Control', 'no-store']]);
});

test.each(['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'])(
  'a header of the name %s, which JavaScript keeps for itself, is one like any other',
  async (name) => {
    server.answerWith(({ socket }) =>
      socket.end(`HTTP/1.1 200 OK\r\n${name}: 1\r\n${name}: 2\r\nETag: "1"\r\ncontent-length: 2\r\n\r\n{}`),
    );
    const event = {
      httpMethod: 'GET',
      path: '/open',
      isBase64Encoded: false,
      requestContext: { requestId: 'gateway-1', stage: 'live', path: '/live/open' },
    };
    for (const responseHeaders of [[], [name.toLowerCase()]]) {
      const result = await proxyIntegration(relay({ responseHeaders }).relay, '/wards')(event);
      expect(result.statusCode).toBe(200);
      const own = new Map(Object.entries(result.multiValueHeaders)).get(name);
      expect(own).toEqual(responseHeaders.length === 0 ? undefined : ['1', '2']);
    }
  },
);

describe('to a browser an answer is data', () => {
  const inert = {
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  };

  test.each(['/open', '/_ping', '/_status', '/nothing', '/Patient/1'])('at %s', async (path) => {
    server.answerWell();
    const { headers } = await relay().call({ path });
    expect(Object.fromEntries(headers)).toMatchObject(inert);
  });

  test('whatever the target says of it', async () => {
    const said = { 'X-Content-Type-Options': 'sniff', 'Content-Security-Policy': "script-src 'unsafe-inline'" };
    const { headersOf } = await answered(said, {
      config: { responseHeaders: Object.keys(said).map((one) => one.toLowerCase()) },
    });
    expect(headersOf('content-security-policy')).toEqual([inert['Content-Security-Policy']]);
    expect(headersOf('x-content-type-options')).toEqual(['nosniff']);
  });

  test.each([
    'text/html',
    'Text/HTML; charset=utf-8',
    'text/html;x',
    'application/xhtml+xml',
    'text/javascript',
    'application/javascript',
    'application/x-javascript',
    'text/css',
    'image/svg+xml',
    'video/x+xml',
    'Audio/x.y+XML;a=b',
    'text/xml',
    'application/xml',
    'application/fhir+xml',
    'application/pdf',
    'multipart/x-mixed-replace',
    'application/json, text/html',
    'application/json\ttext/html',
    'text/cache-manifest',
    'application/x-shockwave-flash',
    'text/plain/html',
    'html',
    '*/*',
  ])('undeclared %s is bytes to be saved', async (type) => {
    const response = await answered({ 'Content-Type': type, 'Content-Disposition': 'inline' });
    expect(response.status).toBe(200);
    expect(response.headersOf('content-type')).toEqual(['application/octet-stream']);
    expect(response.headersOf('content-disposition')).toEqual(['attachment']);
    expect(response.text).toBe('body');
  });

  test.each([
    'application/json',
    'application/fhir+json; fhirVersion=4.0',
    'application/problem+json',
    'application/vnd.api+json;charset="utf-8"',
    'text/plain; charset=utf-8',
    'text/csv',
    'image/png',
    'application/octet-stream',
  ])('%s passes undeclared', async (type) => {
    expect((await answered({ 'Content-Type': type })).headersOf('content-type')).toEqual([type]);
  });

  test('a declared type passes, for the operation that declares it', async () => {
    const { operations } = aRelayConfig();
    const config = {
      operations: operations.map((one) => (one.id === 'open' ? { ...one, mediaTypes: ['text/html'] } : one)),
    };
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    expect((await answered(headers, { config })).header('content-type')).toBe('text/html; charset=utf-8');
    expect((await answered(headers, { config, path: '/Patient' })).header('content-type')).toBe(
      'application/octet-stream',
    );
  });

  test("the error page of a server is the API's own error, with its status", async () => {
    for (const status of [400, 401, 403, 404, 405, 410, 429]) {
      const response = await answered({ 'Content-Type': 'text/html', Server: 'nginx/1' }, { status });
      expect(response.status).toBe(status);
      expect(response.header('content-type')).toBe('application/fhir+json');
      expect(response.text).toContain('OperationOutcome');
    }
  });
});

describe('caching', () => {
  test.each([
    ['public, max-age=60', 'private, max-age=60'],
    ['max-age=60, s-maxage=600', 'private, max-age=60'],
    ['PUBLIC', 'private'],
    ['no-cache="a, public", public', 'private, no-cache="a, public"'],
    ['private="set-cookie", max-age=1', 'private, max-age=1'],
    ['no-store', 'no-store'],
    [['public', 'max-age=5'], 'private, max-age=5'],
  ])('of an authorised answer that says %j is %j', async (said, expected) => {
    const response = await answered({ 'Cache-Control': said }, { path: '/Patient' });
    expect(response.headersOf('cache-control')).toEqual([expected]);
  });

  test('of an open answer is as the target says', async () => {
    expect((await answered({ 'Cache-Control': 'public, max-age=60' })).header('cache-control')).toBe(
      'public, max-age=60',
    );
  });
});

describe('where an answer leads', () => {
  const places = [
    ['/root/Patient/1', '/wards/FHIR/R4/Patient/1'],
    ['Patient/1?x=1#y', '/wards/FHIR/R4/Patient/1?x=1#y'],
    ['ORIGIN/root/Patient/1', '/wards/FHIR/R4/Patient/1'],
    ['ORIGIN/internal', undefined],
    ['/root/../internal', undefined],
    ['https://elsewhere.example/x', 'https://elsewhere.example/x'],
    ['javascript:alert(1)', undefined],
    ['http://[', undefined],
    ['http://10.0.0.7/x', undefined],
    ['http://127.0.0.1:1/x', undefined],
    ['//192.168.1.1/x', undefined],
    ['http://169.254.169.254/latest', undefined],
    ['http://0x0a000001/', undefined],
    ['http://[::1]/', undefined],
    ['http://[fd00::1]/x', undefined],
    ['https://backend/x', undefined],
    ['https://web-7.trust.internal/x', undefined],
    ['https://fhir.svc.cluster.local./x', undefined],
    ['https://internal-lb-1.eu-west-2.elb.amazonaws.com/x', undefined],
    ['https://user:password@elsewhere.example/x', undefined],
  ] as const;

  test.each(places)('a redirect to %j is not followed and reads %j', async (location, expected) => {
    const before = server.arrived.length;
    const at = location.replace('ORIGIN', server.url);
    const response = await answered({ Location: at, 'Content-Location': at }, { status: 307 });
    expect(response.status).toBe(307);
    expect(response.header('location')).toBe(expected);
    expect(response.header('content-location')).toBe(expected);
    expect(server.arrived).toHaveLength(before + 1);
  });

  test.each(places)('a link to %j reads %j', async (location, expected) => {
    const response = await answered({ Link: `<${location.replace('ORIGIN', server.url)}>; rel="next"` });
    expect(response.header('link')).toBe(expected && `<${expected}>; rel="next"`);
  });

  test.each([
    [
      '</root/a>; rel=next, </root/b>; rel="last"; title="b, c"',
      '</wards/FHIR/R4/a>; rel=next, </wards/FHIR/R4/b>; rel="last"; title="b, c"',
    ],
    ['</root/a>; rel=preload; as=script', undefined],
    ['</root/a>; rel="next preload"', undefined],
    ['</root/a>; rel=stylesheet, </root/b>; rel=next', '</wards/FHIR/R4/b>; rel=next'],
    ['</root/d>; rel="compression-dictionary"', undefined],
    ['</root/d>; rel=serviceworker; scope="/"', undefined],
    ['</root/d>', undefined],
    ['</root/d>; rel=next; title="web-7.trust.internal"', undefined],
    ['nonsense', undefined],
    [`${'<'.repeat(4000)}`, undefined],
    [`</root/a>${';a'.repeat(4000)}`, undefined],
    [`</root/a>${`;a${' '.repeat(200)}`.repeat(20)}"`, undefined],
    [`</root/a>${`;a = b${'\t'.repeat(200)}`.repeat(20)}"`, undefined],
    [`</root/a>${`;a="b"${' '.repeat(200)}`.repeat(20)}!`, undefined],
    ['</root/a> ; rel = next ; title = "b"', '</wards/FHIR/R4/a> ; rel = next ; title = "b"'],
  ])('a Link %.60j reads %j', async (link, expected) => {
    expect((await answered({ Link: link })).header('link')).toBe(expected);
  });
});

describe('cookies of a target', () => {
  const config = { cookies: true };
  test.each([
    ['a=1', 'a=1; Path=/wards/FHIR/R4; Secure; HttpOnly'],
    ['a=1; Path=/; Domain=nhs.uk; SameSite=None', 'a=1; SameSite=None; Path=/wards/FHIR/R4; Secure; HttpOnly'],
    ['a=1; Max-Age=60; path=/oauth2', 'a=1; Max-Age=60; Path=/wards/FHIR/R4; Secure; HttpOnly'],
    [
      'a="1"; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      'a="1"; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/wards/FHIR/R4; Secure; HttpOnly',
    ],
    ['__Host-session=1; Path=/; Secure', undefined],
    ['__secure-x=1; Secure', undefined],
    ['=1', undefined],
    ['a b=1', undefined],
  ])('where the API says that it sets them: %j is %j', async (said, expected) => {
    const response = await answered({ 'Set-Cookie': [said] }, { config });
    expect(response.header('set-cookie')).toBe(expected);
  });

  test('several stay several', async () => {
    const response = await answered({ 'Set-Cookie': ['a=1', 'b=2'] }, { config });
    expect(response.headersOf('set-cookie')).toHaveLength(2);
  });
});
