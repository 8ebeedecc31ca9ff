import { proxyIntegration } from '../../../adapters/http/proxy-integration';
import { withHeads } from '../../../domain/api-definition/implied-operations';
import type { RelayConfig } from '../../../domain/relay/relay-config';
import { aCaller, aRelay, aRelayConfig, cipher } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());
afterEach(() => server.answerWell());

const guid = '60E0B220-8136-4CA5-AE46-1D97EF59D068';
const relay = (overrides: Partial<RelayConfig> = {}, secret = '', security?: RelayConfig['target']['security']) =>
  aRelay(
    aRelayConfig({
      target: { url: `${server.url}/root`, timeoutMillis: 20_000, ...(security && { security }) },
      ...overrides,
    }),
    secret,
  );

test('a request arrives at the target with its path, query, headers and body as they were sent', async () => {
  const query = [
    ['identifier', 'https://x|1 2'],
    ['birthdate', 'eq1990'],
    ['birthdate', 'le2000'],
    ['flag', ''],
  ] as const;
  const body = Buffer.from([0, 255, 10]);
  const response = await relay().call({
    method: 'POST',
    path: '/%24process-message',
    query,
    headers: [
      ['Content-Type', 'application/fhir+json'],
      ['Authorization', 'Bearer secret'],
      ['apikey', 'secret'],
    ],
    body,
  });
  expect(response.status).toBe(200);
  const arrived = server.last();
  expect(arrived?.method).toBe('POST');
  expect(arrived?.url).toMatch(/^\/root\/%24process-message\?/);
  expect([...new URL(arrived?.url ?? '', 'http://x').searchParams]).toEqual(query);
  expect(arrived?.body).toEqual(body);
  expect(arrived?.headers['content-type']).toBe('application/fhir+json');
  expect(JSON.stringify(arrived?.rawHeaders)).not.toContain('secret');
});

test('a body that comes with a GET cannot become a second request', async () => {
  const before = server.arrived.length;
  await relay().call({ body: Buffer.from('GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n') });
  await relay().call({});
  expect(server.arrived.slice(before).map(({ url }) => url)).toEqual(['/root/open', '/root/open']);
});

test('the request is named to caller and target alike', async () => {
  const { call } = relay();
  const response = await call({
    headers: [
      ['x-request-id', guid],
      ['X-Correlation-ID', 'batch 1'],
    ],
  });
  expect(response.header('x-request-id')).toBe(guid);
  expect(response.header('x-correlation-id')).toBe('batch 1');
  expect(server.last()?.headers).toMatchObject({
    'x-request-id': guid,
    'nhsd-request-id': guid,
    'x-correlation-id': 'batch 1',
    'nhsd-correlation-id': `${guid}.batch 1.gateway-1`,
  });
});

test.each(['not a guid', '', `${guid}x`])("an X-Request-ID of %j is replaced by the gateway's", async (sent) => {
  const response = await relay().call({ headers: [['X-Request-ID', sent]] });
  expect(response.header('x-request-id')).toBe('gateway-1');
  expect(server.last()?.headers['x-request-id']).toBe('gateway-1');
});

test('a correlation id that could carry something else is dropped', async () => {
  const response = await relay().call({ headers: [['X-Correlation-ID', 'a\r\nSet-Cookie: b']] });
  expect(response.status).toBe(200);
  expect(response.header('x-correlation-id')).toBeUndefined();
});

test("a target that asks for an API key gets its own, not the caller's", async () => {
  const { call } = relay({}, 'target secret', { type: 'apikey', header: 'X-Target-Key' });
  await call({ headers: [['x-target-key', 'forged']] });
  expect(server.last()?.headers['x-target-key']).toBe('target secret');
});

test("a target gets the application's attributes, those the platform knows and those inside JSON", async () => {
  const attributeHeaders = [
    { name: 'asid', header: 'nhsd-asid', required: true },
    { name: 'site.ods.code', header: 'ods', required: true },
    { name: 'apiproxy.name', header: 'apiproxy', required: true },
    { name: 'developer.app.name', header: 'app-name', required: true },
    { name: 'id', header: 'nhsd-application-id', required: true },
    { name: 'absent', header: 'absent', required: false },
  ];
  const attributes = JSON.stringify({ asid: '2000', site: JSON.stringify({ ods: { code: 'A81001' } }) });
  await relay({ attributeHeaders }).call({ headers: [['NHSD-ASID', 'forged']] }, aCaller({ attributes }));
  expect(server.last()?.headers).toMatchObject({
    'nhsd-asid': '2000',
    ods: 'A81001',
    apiproxy: 'wards',
    'app-name': 'Ward round',
    'nhsd-application-id': 'app-1',
  });
  expect(server.last()?.headers).not.toHaveProperty('absent');
});

test.each([[undefined], ['{}'], ['not json'], ['null'], ['{"party-key":""}'], ['{"party-key":"a\\r\\nb"}']])(
  'a required attribute that is not there is refused by name (%j)',
  async (attributes) => {
    const attributeHeaders = [{ name: 'party-key', header: 'p', required: true }];
    const before = server.arrived.length;
    const response = await relay({ attributeHeaders }).call(
      {},
      aCaller(attributes === undefined ? {} : { attributes }),
    );
    expect(response.status).toBe(403);
    expect(response.text).toContain("'party-key'");
    expect(server.arrived).toHaveLength(before);
  },
);

describe('an API that asks who its user is', () => {
  const identityHeaders: RelayConfig['identityHeaders'] = [
    { name: 'cis2-uuid', header: 'NHSD-Session-UUID' },
    { name: 'nhs-login-nhs-number', header: 'nhs-number' },
    { name: 'id-token', header: 'id-token' },
  ];
  const forged = [
    ['nhs-number', '9000000009'],
    ['NHSD-Session-UUID', '1'],
    ['id-token', 'x'],
  ] as const;
  const path = '/Patient/1';

  test('is told by the platform, from what the authorisation server sealed', async () => {
    const identity = await cipher.seal({ 'cis2-uuid': '656005750104' }, 'app-1');
    await relay({ identityHeaders }).call({ path, headers: forged }, aCaller({ mode: 'nhs-cis2-aal3', identity }));
    expect(server.last()?.headers['nhsd-session-uuid']).toBe('656005750104');
    expect(server.last()?.headers).not.toHaveProperty('nhs-number');
    expect(server.last()?.headers).not.toHaveProperty('id-token');
  });

  test('is sent the ID token and told who acts for the user, where the sign-in said so', async () => {
    const said = { 'id-token': 'head.claims.signature', 'nhs-login-actor-nhs-number': '9912003072' };
    const names = ['id-token', 'nhs-login-actor-nhs-number'] as const;
    const asked = names.map((name) => ({ name, header: name }));
    const identity = await cipher.seal(said, 'app-1');
    await relay({ identityHeaders: asked }).call({ path }, aCaller({ mode: 'nhs-cis2-aal3', identity }));
    expect(server.last()?.headers).toMatchObject(said);
  });

  test('is told of no user where an application calls for itself', async () => {
    await relay({ identityHeaders }).call({ path, headers: forged });
    expect(server.last()?.headers).not.toHaveProperty('nhs-number');
  });

  test.each([
    ['absent', async () => undefined, 401],
    ['of another application', () => cipher.seal({ 'cis2-uuid': '1' }, 'app-2'), 500],
    ['damaged', async () => 'x', 500],
  ])('is not called where the identity is %s', async (_, seal, status) => {
    const identity = await seal();
    const before = server.arrived.length;
    const caller = aCaller({ mode: 'nhs-cis2-aal3', ...(identity && { identity }) });
    expect((await relay({ identityHeaders }).call({ path }, caller)).status).toBe(status);
    expect(server.arrived).toHaveLength(before);
  });
});

test('a header value that HTTP cannot carry is refused by name, not sent', async () => {
  const before = server.arrived.length;
  const response = await relay().call({ headers: [['Prefer', 'a\r\nInjected: b']] });
  expect(response.status).toBe(400);
  expect(response.text).toContain("'Prefer'");
  expect(server.arrived).toHaveLength(before);
});

test('one line is logged of a call, which holds nothing of what was said', async () => {
  const { call, logged } = relay();
  const headers = [
    ['X-Request-ID', guid],
    ['X-Correlation-ID', 'Mr Smith'],
    ['Accept', 'canary'],
  ] as const;
  await call({ path: '/Patient/9000000009', query: [['family', 'canary']], headers });
  expect(logged).toEqual([
    {
      requestId: 'gateway-1',
      xRequestId: guid,
      operation: 'read',
      outcome: 'answered',
      targetStatus: 200,
      targetLatency: expect.any(Number),
    },
  ]);
});

describe('a method that a parameter would put in the place of the one that was authorised', () => {
  const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  const multipart = ['Content-Type', 'multipart/form-data; boundary=x'] as const;
  const json = ['Content-Type', 'application/json'] as const;
  const part = (parameter: string) => ({
    headers: [multipart],
    body: Buffer.from(`--x\r\nContent-Disposition: form-data; ${parameter}\r\n\r\nDELETE\r\n--x--`),
  });
  test.each<[string, Parameters<ReturnType<typeof relay>['call']>[0]]>([
    ['in the query', { query: [['_method', 'DELETE']] }],
    ['in capitals', { query: [['_METHOD', 'DELETE']] }],
    ['as a header is spelt', { query: [['X-HTTP-Method-Override', 'DELETE']] }],
    ['short', { query: [['x-http-method', 'PUT']] }],
    ['in brackets', { query: [['_method[]', 'PUT']] }],
    ['in a form', { headers: [form], body: Buffer.from('a=1&_method=DELETE') }],
    ['in a form, percent-encoded', { headers: [form], body: Buffer.from('%5Fmethod=DELETE') }],
    ['in parts', { headers: [multipart], body: Buffer.from('--x\r\ncontent-disposition: form-data; name="_method"') }],
    ['in a form, after a semicolon', { headers: [form], body: Buffer.from('a=1;_method=DELETE') }],
    ['in a part of one quote', part("name='_method'")],
    ['in a part after a blank', part('name=" _method"')],
    ['in a part with blanks about the sign', part('name = "_method"')],
    ['in a part, escaped', part('name="\\_method"')],
    ['in a part of a character set', part("name*=UTF-8''_method")],
    ['in a continued part', part('name*0="_method"')],
    ['in JSON', { headers: [json], body: Buffer.from('{"_method":"DELETE"}') }],
    ['in JSON, escaped', { headers: [json], body: Buffer.from('{"\\u005fmethod":"DELETE"}') }],
    [
      'in JSON of FHIR',
      { headers: [['Content-Type', 'application/fhir+json']], body: Buffer.from('{"a":1,"_METHOD":"PUT"}') },
    ],
  ])('is refused %s', async (_, request) => {
    const before = server.arrived.length;
    const response = await relay().call({ method: 'POST', path: '/Patient', ...request });
    expect(response.status).toBe(400);
    expect(server.arrived).toHaveLength(before);
  });

  test.each([
    '{"resourceType":"Observation","_method":{"id":"1"}}',
    '{"entry":[{"request":{"_method":"x","method":"PUT"}}]}',
    '["_method"]',
    '"_method"',
    'null \\u00',
    '{"_method":',
  ])('is not in the JSON %s', async (body) => {
    const headers = [['Content-Type', 'application/fhir+json'] as const];
    const response = await relay().call({ method: 'POST', path: '/Patient', headers, body: Buffer.from(body) });
    expect(response.status).toBe(200);
  });

  test.each(['method', '_format', '_summary', 'methods'])('is not the parameter %s', async (name) => {
    expect((await relay().call({ query: [[name, 'x']] })).status).toBe(200);
  });
});

test.each(['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty', '__defineGetter__'])(
  'a header or parameter with the name %s, which JavaScript keeps for itself, is one like any other',
  async (name) => {
    const event = {
      httpMethod: 'GET',
      path: '/open',
      multiValueHeaders: JSON.parse(`{"${name}":["1"],"Accept":["a/b"]}`),
      multiValueQueryStringParameters: JSON.parse(`{"${name}":["1"]}`),
      isBase64Encoded: false,
      requestContext: { requestId: 'gateway-1', stage: 'live', path: '/live/open' },
    };
    const { relay: serve } = relay({ requestHeaders: [name.toLowerCase()] });
    const result = await proxyIntegration(serve, '/wards/FHIR/R4')(event);
    expect(result.statusCode).toBe(200);
    const arrived = server.last();
    expect(arrived?.url).toBe(`/root/open?${name}=1`);
    expect(arrived?.rawHeaders).toEqual(expect.arrayContaining([name.toLowerCase(), '1']));
  },
);

test("a service worker's script is not served, whatever the target would answer", async () => {
  const before = server.arrived.length;
  for (const path of ['/open', '/_ping', '/nothing']) {
    expect((await relay().call({ path, headers: [['Service-Worker', 'script']] })).status).toBe(403);
  }
  expect(server.arrived).toHaveLength(before);
});

test('a body may have 4.5 MB, and a longer one is refused in the words of the API', async () => {
  const post = (length: number) => relay().call({ method: 'POST', path: '/Patient', body: Buffer.alloc(length) });
  expect((await post(4_500_000)).status).toBe(200);
  const before = server.arrived.length;
  const refused = await post(4_500_001);
  expect(refused.status).toBe(413);
  expect(refused.text).toMatch(/OperationOutcome.*4\.5 MB/);
  expect(server.arrived).toHaveLength(before);
});

test('HEAD and OPTIONS: the target is asked the one as it came, and the platform answers the other', async () => {
  const operations = withHeads(aRelayConfig().operations);
  const { call } = relay({ operations });
  expect((await call({ method: 'HEAD', path: '/Patient/1' })).status).toBe(200);
  expect(server.last()).toMatchObject({ method: 'HEAD', url: '/root/Patient/1' });
  expect((await call({ method: 'HEAD', path: '/Patient/1' }, null)).status).toBe(401);
  const before = server.arrived.length;
  const options = await call({ method: 'OPTIONS', path: '/Patient' }, null);
  expect([options.status, options.header('allow'), options.text]).toEqual([204, 'GET, HEAD, POST, OPTIONS', '']);
  expect((await call({ method: 'OPTIONS', path: '/nothing' }, null)).status).toBe(404);
  expect(server.arrived).toHaveLength(before);
});
