import { accessMode, satisfies } from '../../../domain/credentials/access-mode';
import { aCaller, aRelay, aRelayConfig } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());

const relay = (overrides = {}) =>
  aRelay(aRelayConfig({ target: { url: server.url, timeoutMillis: 20_000 }, ...overrides }));

test.each([
  ['GET', '/nothing'],
  ['DELETE', '/open'],
  ['GET', '/open/'],
  ['GET', '/Open'],
  ['GET', '//open'],
  ['GET', '/./open'],
  ['POST', '/_ping'],
  ['GET', '/_ping/'],
  ['GET', '/'],
])('%s %s is not declared, so the target is not asked', async (method, path) => {
  const before = server.arrived.length;
  const response = await relay().call({ method, path });
  expect(response.status).toBe(404);
  expect(JSON.parse(response.text).resourceType).toBe('OperationOutcome');
  expect(server.arrived).toHaveLength(before);
});

test.each([
  '/Patient/1/',
  '/Patient//1',
  '//Patient/1',
  '/./Patient/1',
  '/Patient/x/..;/',
  '/Patient/%2F',
  '/Patient/%252F',
  '/Patient/%2e%2e',
  '/Patient/..;a=b',
  '/patient/1',
  '/Patient/1%00',
  '/Patient/1;a=b',
  '/%50atient/1',
  '/Patient/1\u0000',
])('no spelling of a restricted path (%j) opens it to a caller without a credential', async (path) => {
  const before = server.arrived.length;
  for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'get', 'TRACE']) {
    for (const caller of [null, aCaller({ mode: 'monitoring' })]) {
      // OPTIONS is the platform's own answer: the names of methods.
      const harmless = method === 'OPTIONS' ? [204, 404] : [400, 401, 404];
      expect(harmless).toContain((await relay().call({ method, path }, caller)).status);
    }
  }
  expect(server.arrived).toHaveLength(before);
});

test('an open operation is open to everyone', async () => {
  for (const caller of [null, aCaller(), aCaller({ mode: 'monitoring' })]) {
    expect((await relay().call({ path: '/open' }, caller)).status).toBe(200);
  }
});

test('a restricted operation answers exactly the modes that satisfy it', async () => {
  const asked = ['app-level0', 'nhs-login-p5'] as const;
  const operations = [{ id: 'x', method: 'GET' as const, path: '/x', access: [...asked] }];
  for (const mode of accessMode.options) {
    const { status } = await relay({ operations }).call({ path: '/x' }, aCaller({ mode }));
    expect([mode, status]).toEqual([mode, asked.some((each) => satisfies(mode, each)) ? 200 : 401]);
  }
});

test.each(['fhir', 'problem', 'oauth', 'json-api'] as const)(
  'a refusal is worded in the format %s',
  async (errorFormat) => {
    const response = await relay({ errorFormat }).call({ path: '/Patient/1' }, aCaller({ mode: 'app-level0' }));
    expect(response.status).toBe(401);
    expect(response.header('content-type')).toMatch(/json/);
    expect(response.header('x-request-id')).toBe('gateway-1');
    expect(response.text).toContain('does not give access');
  },
);

describe('_ping and _status', () => {
  const release = { version: '1.2.3', revision: '7', releaseId: 'release-7', commitId: 'abc' };
  const monitor = aCaller({ mode: 'monitoring', applicationId: 'monitoring' });
  const withHealthcheck = () =>
    relay({ target: { url: `${server.url}/root`, healthcheck: '/_health', timeoutMillis: 300 } });

  test('_ping is open and says which release answers', async () => {
    const response = await relay().call({ path: '/_ping' });
    expect(response.status).toBe(200);
    expect(JSON.parse(response.text)).toEqual(release);
    expect((await relay().call({ method: 'HEAD', path: '/_ping' })).body).toBeUndefined();
  });

  test.each([null, aCaller(), aCaller({ mode: 'app-level0' })])(
    '_status refuses everyone but the monitor',
    async (caller) => {
      expect((await relay().call({ path: '/_status' }, caller)).status).toBe(401);
    },
  );

  test("_status passes on what the target's health check says, and nothing it wrote", async () => {
    server.answerWell();
    const response = await withHealthcheck().call({ path: '/_status' }, monitor);
    expect(server.last()?.url).toBe('/root/_health');
    expect(JSON.parse(response.text)).toEqual({
      status: 'pass',
      ...release,
      checks: {
        healthcheck: {
          status: 'pass',
          timeout: 'false',
          responseCode: 200,
          outcome: 'answered',
          links: { self: '/_health' },
        },
      },
    });
  });

  test('a health check that fails or hangs is 200 with status fail, as monitors expect', async () => {
    server.answerWith((_, response) => {
      response.statusCode = 500;
      response.end('stack trace');
    });
    const failed = await withHealthcheck().call({ path: '/_status' }, monitor);
    expect(failed.status).toBe(200);
    expect(JSON.parse(failed.text)).toMatchObject({ status: 'fail', checks: { healthcheck: { responseCode: 500 } } });
    expect(failed.text).not.toContain('stack trace');
    server.answerWith(() => undefined);
    const hung = await withHealthcheck().call({ path: '/_status' }, monitor);
    expect(JSON.parse(hung.text)).toMatchObject({ status: 'fail', checks: { healthcheck: { timeout: 'true' } } });
    server.answerWell();
  });

  test('an API without a health check passes by itself', async () => {
    expect(JSON.parse((await relay().call({ path: '/_status' }, monitor)).text)).toMatchObject({ status: 'pass' });
  });
});
