import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aLargeApi } from '../a-large-api';
import { operationalBucket } from './operational-logs';
import { type Platform, scratchFolder, startPlatform } from './platform';
import { applicationToken, bearer, userToken } from './sign-in';

const forms = [
  { name: 'small', operations: 10 },
  { name: 'large', operations: 1000 },
] as const;

let platform: Platform;
let credentials: Record<string, Record<string, string>>;

beforeAll(async () => {
  const specs = scratchFolder();
  for (const { name, operations } of forms) {
    writeFileSync(join(specs, `${name}.json`), JSON.stringify(aLargeApi({ operations, basePath: `/${name}` })));
  }
  platform = await startPlatform({ specs });
  const { apiKey } = platform.application();
  credentials = {
    nobody: {},
    key: { apikey: apiKey },
    application: bearer(await applicationToken(platform.application())),
    worker: bearer(await userToken(platform, 'cis2', '656005750104')),
    patient: bearer(await userToken(platform, 'nhs-login', '9912003071')),
    forger: bearer('e30.e30.e30'),
  };
});
afterAll(() => platform?.stop());

/** Who, method, path, status and path template of the record. */
const calls = [
  ['nobody', 'GET', '/wards-1', 200, '/wards-1'],
  ['nobody', 'POST', '/wards-1', 401, '/wards-1'],
  ['forger', 'POST', '/wards-1', 401, '/wards-1'],
  ['application', 'POST', '/wards-1', 200, '/wards-1'],
  ['key', 'POST', '/wards-1', 401, '/wards-1'],
  ['key', 'GET', '/wards-1/9434765919', 200, '/wards-1/{wardId}'],
  ['application', 'GET', '/wards-1/7', 200, '/wards-1/{wardId}'],
  ['application', 'HEAD', '/wards-1/7', 200, '/wards-1/{wardId}'],
  ['nobody', 'HEAD', '/wards-1/7', 401, '/wards-1/{wardId}'],
  ['application', 'PUT', '/wards-1/7', 401, '/wards-1/{wardId}'],
  ['worker', 'PUT', '/wards-1/7', 200, '/wards-1/{wardId}'],
  ['patient', 'DELETE', '/wards-1/7', 401, '/wards-1/{wardId}'],
  ['worker', 'DELETE', '/wards-1/7', 200, '/wards-1/{wardId}'],
  ['patient', 'GET', '/wards-1/7/beds/1', 200, '/wards-1/{wardId}/beds/{bedId}'],
  ['worker', 'GET', '/wards-1/7/beds/all', 200, '/wards-1/{wardId}/beds/all'],
  ['patient', 'GET', '/wards-1/7/beds/ALL', 400, '/wards-1/{wardId}/beds/{bedId}'],
  ['nobody', 'OPTIONS', '/wards-1/7', 204, '/wards-1/{wardId}'],
  ['nobody', 'GET', '/_ping', 200, '/_ping'],
  ['nobody', 'GET', '/_status', 401, '/_status'],
  ['key', 'GET', '/_status', 401, '/_status'],
  ['nobody', 'GET', '/nothing/9434765919', 404, '/{proxy+}'],
  ['application', 'DELETE', '/nothing', 404, '/{proxy+}'],
  ['nobody', 'GET', '/', 404, '/'],
] as const;

const call = (api: string, [who, method, path]: readonly [string, string, string, ...unknown[]], id: string) =>
  fetch(`${platform.api}/${api}${path}`, {
    method,
    headers: { ...credentials[who], 'x-request-id': id, 'content-type': 'application/json' },
    ...(['POST', 'PUT'].includes(method) && { body: '{"wardId":"7"}' }),
  });

const seen = new Map<string, unknown[]>();

describe.each(forms)('an API of $operations operations', ({ name }) => {
  test('answers each caller as its file says, mirrors the request id and words refusals in its own format', async () => {
    const answers: unknown[] = [];
    for (const each of calls) {
      const [who, method, path, status] = each;
      const id = randomUUID();
      const response = await call(name, each, id);
      expect([who, method, path, response.status]).toEqual([who, method, path, status]);
      expect(response.headers.get('x-request-id')).toBe(id);
      const text = await response.text();
      const { requestId: _made, ...body } = text.startsWith('{') ? JSON.parse(text) : { requestId: '' };
      const types = ['content-type', 'www-authenticate', 'cache-control', 'allow'];
      answers.push([who, method, path, body, types.map((type) => response.headers.get(type))]);
    }
    seen.set(name, answers);
  });

  test('records each call under the template of its path', async () => {
    await platform.control('/_dip/flush', {});
    const records = await (await operationalBucket(platform)).records(`api=${name}/`);
    const told = records.map(({ method, route, status }) => `${method} ${route} ${status}`);
    expect(told).toEqual(
      expect.arrayContaining(calls.map(([, method, , status, route]) => `${method} ${route} ${status}`)),
    );
    expect(JSON.stringify(records)).not.toContain('9434765919');
  });

  test('has a sandbox that answers anyone, checks requests and records as much', async () => {
    const sandbox = `${platform.sandbox}/${name}`;
    expect((await fetch(`${sandbox}/wards-1/7`)).status).toBe(200);
    expect((await fetch(`${sandbox}/wards-1?limit=500`)).status).toBe(400);
    expect((await fetch(`${sandbox}/nothing`)).status).toBe(404);
    await platform.control('/_dip/flush', {});
    const records = await (await operationalBucket(platform)).records(`api=${name}-sandbox/`);
    const routes = records.map(({ route, status }) => `${route} ${status}`);
    expect(routes).toEqual(expect.arrayContaining(['/wards-1/{wardId} 200', '/wards-1 400', '/{proxy+} 404']));
  });
});

test('nothing of an answer tells the two forms apart', () => {
  expect(seen.get('large')).toEqual(seen.get('small'));
});

test('the last of a thousand operations is called as the first is', async () => {
  const response = await fetch(`${platform.api}/large/wards-100/7/beds/9`, {
    method: 'PATCH',
    headers: { ...credentials.application, 'content-type': 'application/json' },
    body: '{"wardId":"7"}',
  });
  expect(response.status).toBe(200);
});
