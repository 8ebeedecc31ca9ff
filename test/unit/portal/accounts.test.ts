import { tokenIn } from '../../form-fields';
import { aBrowser, aDeveloper, anApplicationOf, errorsIn, ownerOf, password } from './a-browser';
import { aPortal, portalUrl } from './a-portal';

const session = '__Host-dip-session';
const sameFor = (html: string) => html.replaceAll(/(nonce|value)="[^"]*"/g, '');

test('a developer signs up, confirms the address, signs in and signs out', async () => {
  const portal = aPortal();
  const browser = await aDeveloper(portal);
  expect((await browser.open('/account')).html).toContain('ada@example.nhs.uk');
  const out = await browser.submit('/account', '/sign-out');
  expect(out.headers.get('location')).toBe('/');
  expect((await browser.open('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount');
  expect(portal.faults).toEqual([]);
});

test('the session cookie is out of reach of scripts, other hosts and plain connections, and new at each sign-in', async () => {
  const portal = aPortal();
  const browser = await aDeveloper(portal);
  const first = browser.cookies.get(session);
  const again = await browser.submit('/sign-in', '/sign-in', { email: 'ada@example.nhs.uk', password });
  expect(again.headers.getSetCookie()).toHaveLength(1);
  expect(again.headers.get('set-cookie')).toMatch(
    /^__Host-dip-session=dip_\w{49}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(browser.cookies.get(session)).not.toBe(first);
  const stolen = aBrowser(portal);
  stolen.cookies.set(session, first ?? '');
  expect((await stolen.open('/account')).status).toBe(303);
});

test.each([
  ['30 minutes without use', 31 * 60, 1],
  ['12 hours of use', 25 * 60, 30],
])('a session is over after %s', async (_, seconds, times) => {
  const portal = aPortal();
  const browser = await aDeveloper(portal);
  for (let use = 0; use < times; use += 1) {
    portal.clock.advance(seconds);
    await browser.open('/account');
  }
  expect((await browser.open('/account')).status).toBe(303);
});

test('a secret that someone else chose is not taken as a session', async () => {
  const portal = aPortal();
  const browser = aBrowser(portal);
  browser.cookies.set(session, 'fixed-by-an-attacker');
  expect((await browser.open('/account')).status).toBe(303);
  const { signUp } = await portal.directory.signUp({
    terms: { version: '1.0', acceptedAt: '2026-01-05T09:00:00.000Z' },
    name: 'A',
    email: 'a@example.nhs.uk',
    password,
  });
  const code = portal.directory.codeOf('a@example.nhs.uk') ?? '';
  await portal.directory.confirm({ email: 'a@example.nhs.uk', code, signUp });
  await browser.submit('/sign-in', '/sign-in', { email: 'a@example.nhs.uk', password });
  expect(browser.cookies.get(session)).not.toBe('fixed-by-an-attacker');
  expect((await browser.open('/account')).status).toBe(200);
});

describe('nothing tells whether an address has an account:', () => {
  test('sign-up answers alike', async () => {
    const portal = aPortal();
    await aDeveloper(portal, 'known@example.nhs.uk');
    const answers = [];
    for (const email of ['known@example.nhs.uk', 'other@example.nhs.uk']) {
      answers.push(await aBrowser(portal).submit('/sign-up', '/sign-up', { name: 'A', email, password }));
    }
    expect(answers[0]?.status).toBe(200);
    expect(answers[0]?.status).toBe(answers[1]?.status);
    expect(sameFor(answers[0]?.html ?? '')).toBe(sameFor(answers[1]?.html ?? '1'));
  });

  test.each([
    ['/sign-in', { password: 'wrong password here' }],
    ['/sign-up/confirm', { code: '000000' }],
  ])('%s answers alike', async (path, fields) => {
    const portal = aPortal();
    await aDeveloper(portal, 'known@example.nhs.uk');
    const answers = [];
    for (const email of ['known@example.nhs.uk', 'other@example.nhs.uk']) {
      answers.push(await aBrowser(portal).submit(path, path, { email, ...fields }));
    }
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(sameFor(answers[0]?.html ?? '')).toBe(sameFor(answers[1]?.html ?? '1'));
  });
});

test('a second sign-up for a taken address changes neither its password nor its name', async () => {
  const portal = aPortal();
  await aDeveloper(portal);
  const other = aBrowser(portal);
  await other.submit('/sign-up', '/sign-up', {
    name: 'Eve',
    email: 'ada@example.nhs.uk',
    password: 'another password',
  });
  const answer = await portal.directory.authenticate({ email: 'ada@example.nhs.uk', password });
  expect(answer).toMatchObject({ outcome: 'authenticated', user: { name: 'Ada Lovelace' } });
});

describe('a form is refused, and changes nothing,', () => {
  const fields = { name: 'Eve', email: 'eve@example.nhs.uk', password };
  test.each<[string, (token: string) => [Record<string, string>, Record<string, string>]]>([
    ['without a token', () => [fields, { origin: portalUrl }]],
    ['with a wrong token', () => [{ ...fields, _token: 'x'.repeat(43) }, { origin: portalUrl }]],
    ['from another site', (_token) => [{ ...fields, _token }, { origin: 'https://evil.example' }]],
    ['that its browser calls cross-site', (_token) => [{ ...fields, _token }, { 'sec-fetch-site': 'cross-site' }]],
    ['as JSON', (_token) => [{ ...fields, _token }, { 'content-type': 'application/json' }]],
    ['as plain text', (_token) => [{ ...fields, _token }, { 'content-type': 'text/plain' }]],
  ])('%s', async (_, parts) => {
    const portal = aPortal();
    const browser = aBrowser(portal);
    const [body, headers] = parts(tokenIn((await browser.open('/sign-up')).html));
    expect((await browser.post('/sign-up', body, headers)).status).toBe(403);
    expect(portal.directory.codeOf('eve@example.nhs.uk')).toBeUndefined();
  });

  test("with another session's token", async () => {
    const portal = aPortal();
    const [ada, eve] = [await aDeveloper(portal), await aDeveloper(portal, 'eve@example.nhs.uk')];
    const _token = tokenIn((await eve.open('/account')).html);
    expect((await ada.post('/applications', { _token, name: 'Planted' })).status).toBe(403);
    expect((await ada.open('/applications')).html).not.toContain('Planted');
  });
});

test.each([
  ['/sign-up', { name: ' ', email: 'nobody', password: 'short' }, ['name', 'email', 'password']],
  ['/sign-up', { name: '<b>x</b>', email: '', password }, ['name', 'email']],
  ['/sign-in', { email: '', password: '' }, ['email', 'password']],
  ['/sign-up/confirm', { email: 'a@example.nhs.uk', code: '12' }, ['code']],
])('%s names the fields that are wrong, and says so in the title', async (path, fields, wrong) => {
  const answer = await aBrowser(aPortal()).submit(path, path, fields);
  expect(answer.status).toBe(400);
  expect(errorsIn(answer.html).map(({ field }) => field)).toEqual(wrong);
  for (const field of wrong) expect(answer.html).toContain(`id="${field}-error"`);
  expect(answer.html).toContain('<title>Error: ');
  expect(answer.html).not.toContain(password);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/applications/../../evil',
  'javascript:alert(1)',
  '/applications?x=//evil.example',
])('signing in never leads to %s', async (next) => {
  const portal = aPortal();
  const browser = await aDeveloper(portal);
  const fields = { email: 'ada@example.nhs.uk', password, next };
  expect((await browser.submit('/sign-in', '/sign-in', fields)).headers.get('location')).toBe('/applications');
});

test('a deleted account is out at once, its applications end, and its name goes 400 days later', async () => {
  const portal = aPortal();
  const browser = await aDeveloper(portal);
  const id = await anApplicationOf(browser);
  const account = (await ownerOf(portal, id))?.id ?? '';
  const elsewhere = aBrowser(portal);
  await elsewhere.submit('/sign-in', '/sign-in', { email: 'ada@example.nhs.uk', password });

  const wrong = await browser.submit('/account/delete', '/account/delete', { password: 'not it' });
  expect(errorsIn(wrong.html)).toEqual([{ field: 'password', text: 'The password is wrong' }]);
  expect((await browser.submit('/account/delete', '/account/delete', { password })).status).toBe(200);

  expect((await elsewhere.open('/account')).status).toBe(303);
  expect(await portal.directory.authenticate({ email: 'ada@example.nhs.uk', password })).toEqual({
    outcome: 'refused',
  });
  expect(await portal.applications.find(id)).toMatchObject({ status: 'revoked', apiKeys: [], subscriptions: {} });
  const kept = await portal.accounts.find(account);
  expect(kept).toMatchObject({ status: 'deleted', teams: [] });
  expect(kept?.expiresAt).toBe(portal.clock.now().getTime() / 1000 + 400 * 24 * 60 * 60);
});
