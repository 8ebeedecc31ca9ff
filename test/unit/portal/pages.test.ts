import { aBrowser, aDeveloper } from './a-browser';
import { aPortal } from './a-portal';

const open = [
  '/',
  '/get-started',
  '/tutorials',
  '/guidance',
  '/guidance/going-live',
  '/tutorials/first-call',
  '/tutorials/api-key',
  '/tutorials/signed-jwt',
  '/tutorials/combined-sign-in',
  '/tutorials/separate-sign-in',
];
const told = ['/catalogue', '/sign-up', '/sign-up/confirm', '/sign-in', '/sign-out', '/status', '/privacy', '/cookies'];
const pages = [...open, ...told, '/accessibility', '/terms', '/connection-agreement'];

test.each(pages)('%s is a page of its own title, with one heading, in English', async (path) => {
  const { status, html } = await aBrowser(aPortal()).open(path);
  expect(status).toBe(200);
  expect(html).toMatch(/<html lang="en"/);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toMatch(/<title>[^<]+ – Digital Interoperability Platform<\/title>/);
  expect(html).not.toMatch(/undefined|\[object Object\]|\{\{/);
});

test.each([...pages, '/nothing', '/applications', '/apis'])('%s is sent with a strict policy', async (path) => {
  const portal = aPortal();
  const answers = [await aBrowser(portal).open(path), await aBrowser(portal).open(path)];
  const nonces = answers.map(({ headers, html }) => {
    const policy = headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=63072000/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const [script] of html.matchAll(/<script(?![^>]* src=)[^>]*>/g)) expect(script).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/ style="| on\w+="|javascript:/);
    return nonce;
  });
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('the privacy notice says of every store what it is for and how long it keeps', async () => {
  const { html } = await aBrowser(aPortal()).open('/privacy');
  for (const text of ['Accounts of developers', '400 days', 'as long as the application']) expect(html).toContain(text);
});

test.each([
  ['pseudonym', 'a mark that links the calls of one day'],
  ['truncated', 'its network only'],
  ['whole', 'all of it, to find misuse'],
] as const)('the privacy notice says what is kept of a caller’s address: %s', async (clientAddress, text) => {
  const portal = aPortal({ settings: { clientAddress } });
  expect((await aBrowser(portal).open('/privacy')).html).toContain(text);
});

test('a fault is answered 500 with a page that tells nothing of it', async () => {
  const find = () => Promise.reject(new Error('secret detail of the table'));
  const portal = aPortal({ needs: { accounts: { find, save: find } } });
  const browser = await aDeveloper(portal);
  const answer = await browser.submit('/sign-in', '/sign-in', {
    email: 'ada@example.nhs.uk',
    password: 'correct horse battery',
  });
  expect(answer.status).toBe(500);
  expect(answer.html).toContain('there is a problem with the service');
  expect(answer.html).not.toContain('secret detail');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(portal.faults).not.toEqual([]);
});

test('more than any form can be is refused', async () => {
  const answer = await aBrowser(aPortal()).submit('/sign-up', '/sign-up', { name: 'x'.repeat(300_000) });
  expect(answer.status).toBe(413);
});

test('no answer sets two cookies, as a gateway may pass on only one', async () => {
  const portal = aPortal();
  const browser = aBrowser(portal);
  for (const path of [...pages, '/applications', '/account']) {
    expect((await browser.open(path)).headers.getSetCookie().length).toBeLessThan(2);
    expect((await aBrowser(portal).open(path)).headers.getSetCookie().length).toBeLessThan(2);
  }
});
