import type { Brand } from '../../../domain/brand';
import { exampleBrand } from '../../../lib/config/example-brand';
import { aBrowser, aDeveloper, anApplicationOf, errorsIn, ownerOf, password } from './a-browser';
import { aPortal } from './a-portal';

const brand: Brand = {
  ...exampleBrand,
  serviceName: 'Gateway of Northshire',
  organisation: 'Northshire Care Board',
  footer: 'Made in Northshire',
  controller: { name: 'Northshire Care Board', address: '2 High Street, Northtown' },
  dataProtectionOfficer: 'dpo@northshire.org.uk',
  securityContact: 'security@northshire.org.uk',
};
const pages = ['/', '/catalogue', '/get-started', '/privacy', '/terms', '/accessibility', '/sign-up', '/nothing'];
const text = async (path: string, settings = {}) => (await aBrowser(aPortal({ settings })).open(path)).html;

test.each(pages)('%s bears the name of the environment’s service, and no logo that is not its own', async (path) => {
  const html = await text(path, { brand });
  expect(html).toMatch(/<title>[^<]+ – Gateway of Northshire<\/title>/);
  expect(html).toContain('Northshire Care Board. Made in Northshire');
  expect(html).not.toMatch(/nhsuk-header__logo|aria-label="NHS"|favicon|nhsuk-icon-180/);
  expect(html).not.toContain('Digital Interoperability Platform');
});

test('the NHS shows its logo', async () => {
  expect(await text('/', { brand: { ...brand, logo: 'nhs' } })).toMatch(/favicon[\s\S]*nhsuk-header__logo/);
});

test.each([
  ['the controller, and where it is', 'Northshire Care Board, 2 High Street, Northtown'],
  ['the data protection officer', 'dpo@northshire.org.uk'],
  ['the lawful basis', 'Article 6(1)(e)'],
  ['the recipients', 'Who receives it'],
  ['where data goes', 'leaves the United Kingdom'],
  ['how long it stays', 'erased 400 days later'],
  ['what becomes of a sign-up that was never confirmed', 'erased after 2 days'],
  ['the right to see it', 'See what we hold about you'],
  ['the right to correct it', 'Correct it'],
  ['the right to have it erased', 'Have it erased'],
  ['the rights to restrict, to object and to portability', '(portability)'],
  ['the right to complain', 'ico.org.uk'],
  ['whether one must give it', 'not obliged'],
  ['that no machine decides', 'decided by a machine alone'],
])('the privacy notice says (UK GDPR Art. 13) %s', async (_, words) => {
  expect(await text('/privacy', { brand })).toContain(words);
});

test('the accessibility statement says how far it is met and when it was looked at', async () => {
  const html = await text('/accessibility', { brand });
  for (const words of ['partially compliant', 'version 2.2 AA', '26 November 2026', 'How this statement was made']) {
    expect(html).toContain(words);
  }
});

test('the terms have a version and a date, and an account says which it accepted', async () => {
  expect(await text('/terms')).toContain('Version 1.0, in force since 26 November 2026');
  const portal = aPortal();
  const ada = aBrowser(portal);
  const email = 'ada@example.nhs.uk';
  expect((await ada.open('/sign-up')).html).toContain('version 1.0');
  await ada.submit('/sign-up', '/sign-up', { name: 'Ada', email, password });
  const signedUpAt = portal.clock.now().toISOString();
  portal.clock.advance(3600);
  await ada.submit('/sign-up/confirm', '/sign-up/confirm', { email, code: portal.directory.codeOf(email) ?? '' });
  portal.clock.advance(90_000);
  await ada.submit('/sign-in', '/sign-in', { email, password });
  const id = await anApplicationOf(ada);
  const { terms } = (await ownerOf(portal, id)) ?? {};
  expect(terms).toEqual({ version: '1.0', acceptedAt: signedUpAt });
  expect((await ada.open('/account')).html).toContain('Version 1.0</a>, accepted');
});

test.each(['0.9', ''])('terms that the page did not show (%s) are accepted by nobody', async (version) => {
  const portal = aPortal();
  const answer = await aBrowser(portal).submit('/sign-up', '/sign-up', {
    ...{ name: 'Ada', email: 'ada@example.nhs.uk', password },
    terms: version,
  });
  expect(answer.status).toBe(400);
  expect(errorsIn(answer.html)).toEqual([
    { field: 'terms', text: 'The terms of use have changed: read them before you create the account' },
  ]);
  expect(portal.directory.mails).toEqual([]);
});

test('an account that is older than the record of terms is not said to have accepted any', async () => {
  const portal = aPortal();
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  const account = await ownerOf(portal, id);
  if (!account) throw new Error('the account is gone');
  const { terms: _, ...older } = account;
  await portal.accounts.save({ ...older, revision: account.revision + 1 });
  expect((await ada.open('/account')).html).not.toContain('accepted');
});

test('search engines stay out of test environments, and out of accounts everywhere', async () => {
  const outside = aBrowser(aPortal({ settings: { production: false } }));
  expect((await outside.open('/robots.txt')).html).toBe('User-agent: *\nDisallow: /\n');
  for (const path of pages) {
    const { html, headers } = await outside.open(path);
    expect([path, headers.get('x-robots-tag'), html.includes('content="noindex"')]).toEqual([path, 'noindex', true]);
  }
  const production = aBrowser(aPortal({ settings: { production: true } }));
  expect((await production.open('/robots.txt')).html).toContain('Disallow: /account\n');
  expect((await production.open('/')).headers.get('x-robots-tag')).toBeNull();
});

test.each([
  ['security@northshire.org.uk', 'Contact: mailto:security@northshire.org.uk'],
  ['https://northshire.org.uk/report', 'Contact: https://northshire.org.uk/report'],
])('security.txt (RFC 9116) says where to report: %s', async (securityContact, line) => {
  const portal = aPortal({ settings: { brand: { ...brand, securityContact } } });
  const { html, headers } = await aBrowser(portal).open('/.well-known/security.txt');
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const lines = html.trimEnd().split('\n');
  expect(lines).toContain(line);
  const expires = Date.parse(lines.find((one) => one.startsWith('Expires: '))?.slice(9) ?? '');
  const days = (expires - portal.clock.now().getTime()) / 86_400_000;
  expect(days > 90 && days < 365).toBe(true);
});

describe('where no mail leaves the machine', () => {
  const outbox = 'http://127.0.0.1:8084/_dip/outbox';
  test.each(['/sign-up/confirm', '/forgotten-password/new-password'])('%s leads to the outbox', async (path) => {
    expect(await text(path, { outbox })).toContain(`href="${outbox}"`);
    expect(await text(path)).not.toContain('outbox');
  });
});
