import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddedMetric } from '../../../adapters/node/embedded-metric';
import { HttpTarget } from '../../../adapters/node/http-target';
import type { Probe } from '../../../domain/probing/probe';
import { makeProbeApis } from '../../../domain/probing/probe-apis';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import type { Target } from '../../../domain/relay/target';
import { probeMetric } from '../../../lambdas/prober/probe-metric';
import { aClock, aRegistryEntry } from '../../builders';
import { MemoryRegistryStore } from '../../memory/memory-registry-store';

const monitoringKey = 'the-monitoring-key';

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

/** A front door that answers as it is told, and otherwise as a healthy platform does. */
async function aFrontDoor(answers: Readonly<Record<string, Answer>> = {}) {
  const requests: Pick<IncomingMessage, 'url' | 'headers'>[] = [];
  let open = 0;
  let mostOpen = 0;
  const server: Server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    const { status, body = '{"status":"pass"}', location } = answers[request.url ?? ''] ?? { status: 200 };
    setImmediate(() => {
      open -= 1;
      response.writeHead(status, location ? { location } : {}).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, mostOpen: () => mostOpen };
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const probed = (url: string, ...entries: Partial<RegistryEntry>[]) => probedThrough(overHttp, url, entries);

const overHttp: Target = new HttpTarget({ security: undefined, secret: async () => '', clock: aClock() });

async function probedThrough(
  target: Target,
  url: string,
  entries: Partial<RegistryEntry>[],
): Promise<readonly Probe[]> {
  const registry = new MemoryRegistryStore();
  for (const entry of entries) await registry.save(aRegistryEntry(entry), undefined);
  const found: Probe[] = [];
  const probeApis = makeProbeApis({
    registry,
    target,
    monitoringKey: async () => monitoringKey,
    clock: aClock(),
    addressTemplate: `${url}{basePath}`,
    ownAddresses: { oauth2: `${url}/oauth2` },
    onProbed: (probe) => found.push(probe),
  });
  expect(await probeApis()).toBe(found.length);
  return found;
}

const healthy = { pinged: true, pingMillis: 0, statusServed: true, targetHealthy: true };

test('every registered API and the authorisation server are asked, the key going to _status alone', async () => {
  const door = await aFrontDoor();
  expect(await probed(door.url, {}, { api: 'wards', basePath: '/wards/FHIR/R4' })).toEqual(
    expect.arrayContaining([
      { api: 'oauth2', ...healthy },
      { api: 'hello-world', ...healthy },
      { api: 'wards', ...healthy },
    ]),
  );
  expect(door.requests).toHaveLength(6);
  for (const { url, headers } of door.requests) {
    expect([url, headers.apikey]).toEqual([url, url?.endsWith('/_status') ? monitoringKey : undefined]);
  }
});

test('an API that does not want to be monitored is left alone', async () => {
  const door = await aFrontDoor();
  expect((await probed(door.url, { monitoring: false })).map(({ api }) => api)).toEqual(['oauth2']);
});

test.each<[string, Readonly<Record<string, Answer>>, Partial<Probe>]>([
  ['a ping that is not 200', { '/hello-world/_ping': { status: 502 } }, { pinged: false }],
  ['a status that refuses the key', { '/hello-world/_status': { status: 401 } }, { statusServed: false }],
  [
    'a target that fails',
    { '/hello-world/_status': { status: 200, body: '{"status":"fail"}' } },
    { targetHealthy: false },
  ],
  ['a status that is not JSON', { '/hello-world/_status': { status: 200, body: 'null' } }, {}],
])('%s is told apart', async (_, answers, found) => {
  const door = await aFrontDoor(answers);
  expect(await probed(door.url, {})).toContainEqual({ api: 'hello-world', ...healthy, ...found });
});

test('a status that is late waits for its target, and is the target’s failure', async () => {
  const late: Target = {
    send: async ({ url }) =>
      url.endsWith('/_status') ? { outcome: 'timed-out' } : { outcome: 'answered', status: 200, headers: [] },
  };
  expect(await probedThrough(late, 'https://api.example', [{}])).toEqual([
    { api: 'oauth2', ...healthy, statusServed: false },
    { api: 'hello-world', ...healthy, targetHealthy: false },
  ]);
});

test('the authorisation server has no target to blame', async () => {
  const door = await aFrontDoor({ '/oauth2/_status': { status: 200, body: '{"status":"fail"}' } });
  expect(await probed(door.url)).toEqual([{ api: 'oauth2', ...healthy, statusServed: false }]);
});

test('a redirect is a failure and not followed, so that the key goes to the platform alone', async () => {
  const elsewhere = await aFrontDoor();
  const door = await aFrontDoor({ '/hello-world/_status': { status: 302, location: `${elsewhere.url}/stolen` } });
  expect(await probed(door.url, {})).toContainEqual({ api: 'hello-world', ...healthy, statusServed: false });
  expect(elsewhere.requests).toEqual([]);
});

test.each([
  '@169.254.169.254/latest',
  '/../oauth2',
  '.attacker.example/x',
  '/a b',
  '//attacker.example',
  '/a?b',
  '/a#b',
])('an entry with the base path %p is sent nothing, and is told as failed', async (basePath) => {
  const door = await aFrontDoor();
  const found = await probed(door.url, { api: 'strange', basePath });
  expect(found).toContainEqual({ api: 'strange', ...healthy, pinged: false, statusServed: false });
  expect(door.requests.every(({ url }) => url?.startsWith('/oauth2/'))).toBe(true);
});

test('an unreachable front door is a failure of every API, and an end', async () => {
  const found = await probed('http://127.0.0.1:1', {});
  expect(found.map(({ pinged, statusServed }) => [pinged, statusServed])).toEqual([
    [false, false],
    [false, false],
  ]);
});

test('a few APIs are asked at the same time, never all of them', async () => {
  const door = await aFrontDoor();
  const many = Array.from({ length: 90 }, (_, index) => ({ api: `api-${index}`, basePath: `/api-${index}` }));
  expect(await probed(door.url, ...many)).toHaveLength(91);
  expect(door.mostOpen()).toBeLessThanOrEqual(25);
});

test('a probe is published by environment and by API, with counts and a duration and nothing of an answer', () => {
  const now = new Date('2026-01-05T09:00:00Z');
  const probe = { api: 'wards', ...healthy, pinged: false, pingMillis: 12 };
  expect(JSON.parse(embeddedMetric(probeMetric(probe, { environment: 'int', now })))).toEqual({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        expect.objectContaining({ Namespace: 'DIP', Dimensions: [['environment'], ['environment', 'api']] }),
      ],
    },
    environment: 'int',
    api: 'wards',
    ProbeFailed: 1,
    PingFailed: 1,
    StatusFailed: 0,
    TargetFailed: 0,
    PingLatency: 12,
  });
});
