import type { UserIdentity } from '../../../domain/oauth/user-identity';
import { aCaller, aRelay, aRelayConfig, cipher } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());

const uuid: UserIdentity = { 'cis2-uuid': '656005750104' };
const two: UserIdentity = { ...uuid, 'cis2-roles': ['555254240100', '555254241100'] };
const header = 'NHSD-Session-URID';

/** Calls an API that asks for the role, as a healthcare worker. */
async function callAs(identity: UserIdentity, chosen?: string, mode: 'nhs-cis2-aal3' | 'app-level3' = 'nhs-cis2-aal3') {
  const { call } = aRelay(
    aRelayConfig({
      target: { url: server.url, timeoutMillis: 20_000 },
      identityHeaders: [{ name: 'cis2-urid', header }],
    }),
  );
  const sealed = await cipher.seal(identity, 'app-1');
  const headers = chosen === undefined ? [] : [[header, chosen] as const];
  const before = server.arrived.length;
  const response = await call({ path: '/Patient/1', headers }, aCaller({ mode, identity: sealed }));
  const arrived = server.arrived.length > before;
  return {
    status: response.status,
    text: response.text,
    role: arrived ? server.last()?.headers[header.toLowerCase()] : null,
  };
}

describe('a healthcare worker acts in', () => {
  test.each([
    ['the role that the caller chose', two, '555254241100', '555254241100'],
    ['a chosen role that CIS2 was not asked about', uuid, '555254241100', '555254241100'],
    ['the role of the sign-in', { ...two, 'cis2-urid': '555254240100' }, undefined, '555254240100'],
    [
      'the selected role, which the caller may name',
      { ...two, 'cis2-urid': '555254240100' },
      '555254240100',
      '555254240100',
    ],
    ['the only role', { ...uuid, 'cis2-roles': ['555254240100'] }, undefined, '555254240100'],
  ])('%s', async (_case, identity, chosen, role) => {
    expect(await callAs(identity, chosen)).toMatchObject({ status: 200, role });
  });
});

describe('the target is not called for a healthcare worker', () => {
  test.each<[string, UserIdentity, string | undefined, string]>([
    [
      'with several roles and no choice',
      two,
      undefined,
      'multiple roles found in user info, please check NHSD-Session-URID',
    ],
    [
      'who chose a role of somebody else',
      two,
      '555254249999',
      'no userroles available, please check NHSD-Session-URID is valid',
    ],
    ...[uuid, two, { ...uuid, 'cis2-roles': [] }].map((known): [string, UserIdentity, string, string] => [
      `who selected another role at the sign-in (${known['cis2-roles']?.length ?? 'unknown'} roles)`,
      { ...known, 'cis2-urid': '555254240100' },
      '555254241100',
      'no userroles available, please check NHSD-Session-URID is valid',
    ]),
    [
      'who has no role',
      { ...uuid, 'cis2-roles': [] },
      undefined,
      'no userroles available, please check NHSD-Session-URID is valid',
    ],
    ['whose choice is no role at all', two, 'R8000; drop', 'NHSD-Session-URID is invalid'],
    ['who chose two', two, '555254240100, 555254241100', 'NHSD-Session-URID is invalid'],
    ['of whose roles nothing is known', uuid, undefined, 'selected_roleid is missing in your token'],
  ])('%s', async (_case, identity, chosen, diagnostics) => {
    const { status, text, role } = await callAs(identity, chosen);
    expect([status, role]).toEqual([401, null]);
    expect(text).toContain(diagnostics);
  });
});

test('a role that an application names for itself is ignored', async () => {
  const { status, role } = await callAs(two, '555254241100', 'app-level3');
  expect([status, role]).toEqual([200, undefined]);
});
