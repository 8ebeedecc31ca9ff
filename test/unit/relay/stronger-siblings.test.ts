import { aCaller, aRelay, aRelayConfig } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());

type Operations = ReturnType<typeof aRelayConfig>['operations'];
const operation = (method: Operations[number]['method'], path: string, ...access: Operations[number]['access']) => ({
  id: `${method} ${path}`,
  method,
  path,
  access,
  mediaTypes: [],
});

const operations: Operations = [
  operation('GET', '/records/{id}'),
  operation('HEAD', '/records/{id}'),
  operation('GET', '/records/{id}/notes'),
  operation('GET', '/records/admin', 'nhs-cis2-aal3'),
  operation('GET', '/records', 'nhs-cis2-aal3'),
  operation('GET', '/{kind}/report.json', 'app-level3'),
  operation('POST', '/{name}'),
  operation('POST', '/$match', 'nhs-cis2-aal3'),
  operation('POST', '/Ward-Round', 'nhs-cis2-aal3'),
  operation('GET', '/users/{id}', 'app-level3'),
  operation('GET', '/users/{id}:audit', 'nhs-cis2-aal3'),
  operation('GET', '/users/item-{id}', 'app-level3'),
  operation('GET', '/users/item-all', 'nhs-cis2-aal3'),
  operation('GET', '/tenants/{tenant}/users/{id}'),
  operation('GET', '/tenants/root/users/{id}', 'nhs-cis2-aal3'),
  operation('GET', '/files/{folder}/{part}/{name}'),
  operation('GET', '/files/secret/{name}', 'nhs-cis2-aal3'),
  operation('GET', '/lists/{list}/items/{item}'),
  operation('GET', '/lists/items', 'nhs-cis2-aal3'),
  operation('GET', '/sums/{sum}'),
  operation('GET', '/sums/{a}+{b}', 'nhs-cis2-aal3'),
];
const relay = (overrides = {}) =>
  aRelay(aRelayConfig({ operations, target: { url: server.url, timeoutMillis: 20_000 }, ...overrides }));

async function sent(method: string, path: string, caller: ReturnType<typeof aCaller> | null = null, overrides = {}) {
  const before = server.arrived.length;
  const { status } = await relay(overrides).call({ method, path }, caller);
  return { status, arrived: server.arrived.length - before };
}

test.each([
  // case
  'ADMIN',
  'Admin',
  'admi%4E',
  // what readers drop after a name
  'admin;x',
  'admin;',
  'admin;v=1.1',
  'admin.',
  'admin...',
  'admin.json',
  'admin.JSON',
  'admin%20',
  'admin%20%20',
  'admin+',
  'admin%23',
  'admin%23x',
  'admin%3F',
  'admin%3Fx=1',
  'admin:',
  'admin::$DATA',
  'admin,x',
  'admin!',
  'admin*',
  'admin%09',
  'admin%0d%0a',
  'admin%00',
  'admin%00.png',
  'admin%7F',
  'admin=1',
  'admin&x',
  'admin~',
  "admin'",
  'admin(1)',
  'admin%22',
  // and before one
  '%20admin',
  '%C2%A0admin',
  '%E2%80%83admin',
  '%EF%BB%BFadmin',
  '%C2%85admin',
  '%20%C2%85admin',
  '+admin',
  '%2Badmin',
  '%252B%20admin',
  '+',
  '%C2%85',
  // decoded once more, and again
  'adm%2569n',
  '%2561dmin',
  'adm%252569n',
  '%25%36%31dmin',
  'admin%252e',
  'admin%253Bx',
  'admin%2523',
  'admin%25',
  '%25u0061dmin',
  'adm%25ff',
  '%25c1%25a1dmin',
  'admin%2525252525',
  // Unicode
  '%EF%BD%81dmin',
  '%EF%BC%A1%EF%BC%A4%EF%BC%AD%EF%BC%A9%EF%BC%AE',
  '%F0%9D%92%B6dmin',
  '%E2%93%90dmin',
  'adm%C4%B1n',
  'ADM%C4%B0N',
  'a%CC%81dmin',
  '%C3%A1dmin',
  'ad%C2%ADmin',
  'ad%E2%80%8Bmin',
  'admin%E2%80%8D',
  '%D0%B0dmin',
  'adm%D1%96n',
  'admin%EF%BC%9Bx',
  'admin%EF%BC%8E',
  'ad%F3%A0%81%81min',
  'admin%F0%9F%94%92',
  // no segment at all: the list of all records
  '%20',
  '%20%20',
  ';x',
  ';',
  '%23',
  '%3F',
  '...',
  '%2E%2E%2E',
  '%E2%80%8B',
  '%252e%252e%252e',
])('GET /records/%s is not sent on as an open record beside a stronger /records/admin', async (segment) => {
  const { status, arrived } = await sent('GET', `/records/${segment}`);
  expect(arrived).toBe(0);
  expect([400, 404]).toContain(status);
  expect(await sent('HEAD', `/records/${segment}`)).toEqual({ status, arrived: 0 });
});

test.each([
  ['POST', '/$match;x'],
  ['POST', '/$MATCH'],
  ['POST', '/%2524match'],
  ['POST', '/%EF%BC%84match'],
  ['POST', '/$match%20'],
  ['POST', '/$match.json'],
  ['POST', '/ward-round'],
  ['POST', '/WARD-ROUND;'],
  ['POST', '/Ward%2Dround.'],
  ['HEAD', '/records/admin'],
  // below a stronger path, which a target may map as a whole
  ['GET', '/records/ADMIN/notes'],
  ['GET', '/records/admin/notes'],
  ['GET', '/records/admin;x/notes'],
  ['GET', '/tenants/ROOT/users/1'],
  ['GET', '/tenants/root;/users/1'],
  ['GET', '/tenants/r%256fot/users/1'],
  ['GET', '/tenants/root%20/users/1'],
  ['GET', '/TENANTS/root/users/1'],
  // of what may vanish, one target keeps what another drops
  ['GET', '/files/;/secret/...'],
  ['GET', '/files/;/secret/50%25'],
  ['GET', '/files/%20/secret/;x'],
  ['GET', '/files/.../SECRET/%23x'],
  ['GET', '/files/+/secret/1'],
  ['GET', '/files/secret/;/1'],
  ['GET', '/lists/;/items/1'],
  ['GET', '/lists/%20/items/...'],
  ['GET', '/sums/x%252By'],
  // one segment to the platform, two to a target that makes compatibility forms
  ['GET', '/records/1%EF%BC%8Fnotes'],
  ['GET', '/records/1%EF%BC%BCnotes'],
  ['GET', '/lists/%E2%80%A5/items/1'],
])('%s %s is not sent on without a credential', async (method, path) => {
  expect(await sent(method, path)).toEqual({ status: expect.any(Number), arrived: 0 });
});

test.each([
  '1:AUDIT',
  '1:audit;x',
  '1:audit.json',
  '1%253Aaudit',
  '1%EF%BC%9Aaudit',
  'item-ALL',
  'item-all.',
  'ITEM-all',
])('GET /users/%s is not sent on for an application that the stronger operation would refuse', async (segment) => {
  expect(await sent('GET', `/users/${segment}`, aCaller())).toEqual({ status: 400, arrived: 0 });
});

test.each([
  ['GET', '/records/1'],
  ['GET', '/records/administrator'],
  ['GET', '/records/admin-2'],
  ['GET', '/records/admin_2'],
  ['GET', '/records/admin@example.nhs.uk'],
  ['GET', '/records/sysadmin'],
  ['GET', '/records/my.admin'],
  ['GET', '/records/9434765919.json'],
  ['GET', '/records/M%C3%BCller'],
  ['GET', '/records/%D0%98%D0%B2%D0%B0%D0%BD%D0%BE'],
  ['GET', '/records/a;b'],
  ['GET', '/records/1/notes'],
  ['POST', '/match'],
  ['POST', '/Ward'],
  ['GET', '/tenants/rooted/users/1'],
  ['GET', '/tenants/1/users/root'],
  ['GET', '/records/+441632960000'],
  ['GET', '/records/jane+admin@example.nhs.uk'],
  ['GET', '/files/1/secret/2'],
  ['GET', '/lists/1/items/2'],
  ['GET', '/sums/1'],
])('%s %s is what it says, and is sent on', async (method, path) => {
  expect(await sent(method, path)).toEqual({ status: 200, arrived: 1 });
});

test('the stronger operation itself is sent on for who may call it', async () => {
  expect(await sent('GET', '/records/admin', aCaller({ mode: 'nhs-cis2-aal3' }))).toEqual({ status: 200, arrived: 1 });
  expect(await sent('GET', '/records/admin', aCaller())).toEqual({ status: 401, arrived: 0 });
});

test('beside an operation that asks for less, nothing is refused', async () => {
  const weaker = [operation('GET', '/records/{id}', 'nhs-cis2-aal3'), operation('GET', '/records/public')];
  const caller = aCaller({ mode: 'nhs-cis2-aal3' });
  expect(await sent('GET', '/records/PUBLIC', caller, { operations: weaker })).toEqual({ status: 200, arrived: 1 });
  expect(await sent('GET', '/records/public', null, { operations: weaker })).toEqual({ status: 200, arrived: 1 });
});

test('where the file says that the target reads the path letter by letter, it is sent on', async () => {
  const exact = operations.map((each) => ({ ...each, exactPath: true }));
  expect(await sent('GET', '/records/ADMIN', null, { operations: exact })).toEqual({ status: 200, arrived: 1 });
});
