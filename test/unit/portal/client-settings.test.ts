import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import type { KeptKeySet } from '../../../domain/key-sets/kept-key-set';
import { type KeySetReason, keySetReason } from '../../../domain/key-sets/key-set-problem';
import { aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { aPortal } from './a-portal';

const url = 'https://app.example.nhs.uk/jwks.json';
const aKey = { kty: 'RSA', kid: 'key-1', n: 'abc', e: 'AQAB' };

async function anApplication(settings = {}) {
  const portal = aPortal({ settings });
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  const page = `/applications/${id}`;
  const submit = (below: string, fields: Record<string, string> = {}) => ada.submit(page, `${page}${below}`, fields);
  const stored = async () => {
    const application = await portal.applications.find(id);
    if (!application) throw new Error('there is no application');
    return application;
  };
  return { portal, id, submit, stored, html: async () => (await ada.open(page)).html };
}

describe('the address of a key set', () => {
  test('lets uploaded keys serve on until it was read; removed before that, they stay, and go with it after', async () => {
    const { portal, id, submit, stored, html } = await anApplication();
    await portal.applications.save({ ...(await stored()), revision: 2, jwks: { keys: [aKey] } });
    expect((await submit('/key-set-address', { jwksUrl: ` ${url} ` })).status).toBe(303);
    expect(await stored()).toMatchObject({ jwksUrl: url });
    expect((await stored()).jwks).toEqual({ keys: [aKey] });
    expect(await html()).toContain('Not yet. It is read when the application asks for an access token');
    expect((await submit('/key-set-address/remove')).status).toBe(303);
    expect(await stored()).not.toMatchObject({ jwksUrl: url });
    expect((await stored()).jwks).toEqual({ keys: [aKey] });
    await submit('/key-set-address', { jwksUrl: url });
    await portal.keySets.save({ id, revision: 1, url, readAt: 1, triedAt: 1, expiresAt: 2, keySet: { keys: [aKey] } });
    await submit('/key-set-address/remove');
    expect((await stored()).jwks).toBeUndefined();
  });

  test.each<[string, RegExp]>([
    ['', /^Enter the address of your key set$/],
    ['jwks.json', /^Enter a whole address/],
    ['http://app.example.nhs.uk/jwks.json', /^The address must start with https:/],
    ['javascript:alert(1)', /^The address must start with https:/],
    ['https://me:secret@app.example.nhs.uk/jwks.json', /^The address must not hold a user name/],
    ['https://app.example.nhs.uk:8443/jwks.json', /^The address must not name a port/],
    ['https://app.example.nhs.uk/jwks.json#keys', /^The address must not have a part after #/],
    ['https://localhost/jwks.json', /^The address must have the name of a host that is on the internet/],
    ['https://10.0.0.1/jwks.json', /^The address must have the name of a host/],
    ['https://[fd00::1]/jwks.json', /^The address must have the name of a host/],
    ['https://intranet/jwks.json', /^The address must have the name of a host/],
    ['https://keys.svc.internal/jwks.json', /^The address must have the name of a host/],
    [`https://app.example.nhs.uk/${'x'.repeat(500)}`, /^The address must be 500 characters or fewer/],
  ])('cannot be "%s", and the page says why and keeps what was typed', async (typed, text) => {
    const { submit, stored } = await anApplication();
    const answer = await submit('/key-set-address', { jwksUrl: typed });
    expect(answer.status).toBe(400);
    expect(errorsIn(answer.html)).toEqual([{ field: 'jwksUrl', text: expect.stringMatching(text) }]);
    expect((await stored()).jwksUrl).toBeUndefined();
    if (typed !== '') expect(answer.html).toContain(`value="${typed}"`);
  });

  test('may be one of this machine in the local environment alone', async () => {
    const typed = { jwksUrl: 'http://127.0.0.1:9000/jwks.json' };
    expect((await (await anApplication({ localKeySets: true })).submit('/key-set-address', typed)).status).toBe(303);
    expect((await (await anApplication()).submit('/key-set-address', typed)).status).toBe(400);
  });

  const kept = (id: string, overrides: Partial<KeptKeySet>): KeptKeySet => ({
    id,
    revision: 1,
    url,
    triedAt: 1767603600,
    expiresAt: 1768208400,
    ...overrides,
  });

  test('is shown with when it was read last, its keys and no problem', async () => {
    const { portal, id, submit, html } = await anApplication();
    await submit('/key-set-address', { jwksUrl: url });
    await portal.keySets.save(kept(id, { keySet: { keys: [aKey] }, readAt: 1767603600 }));
    expect(await html()).toMatch(/5 January 2026[^<]* 09:00:00/);
    expect(await html()).toContain('<code>key-1</code>');
    expect(await html()).toMatch(/Problem\s*<\/dt>\s*<dd[^>]*>\s*None\s*</);
  });

  test('is shown with what went wrong and how to mend it, until it is read again', async () => {
    const { portal, id, submit, html } = await anApplication();
    await submit('/key-set-address', { jwksUrl: url });
    const lastError = { at: 1767603600, reason: 'status' as const, status: 404 };
    await portal.keySets.save(kept(id, { lastError }));
    expect(await html()).toContain('The address answered with status 404.<br>It must answer 200');
    await portal.keySets.save(kept(id, { revision: 2, lastError, readAt: 1767603700, keySet: { keys: [aKey] } }));
    expect(await html()).toMatch(/None now\. The last was on 5 January 2026/);
  });

  test.each<KeySetReason>(keySetReason.options)('has plain words for the problem %s', async (reason) => {
    const { portal, id, submit, html } = await anApplication();
    await submit('/key-set-address', { jwksUrl: url });
    await portal.keySets.save(kept(id, { lastError: { at: 1767603600, reason } }));
    expect(await html()).toMatch(/<strong>5 January 2026[^<]*<\/strong><br>[A-Z][^<]*\.<br>[A-Z]/);
  });

  test('shows nothing of an address that was given before', async () => {
    const { portal, id, submit, html } = await anApplication();
    await submit('/key-set-address', { jwksUrl: url });
    const other = { url: 'https://old.example.nhs.uk/jwks', keySet: { keys: [aKey] }, readAt: 1767603600 };
    await portal.keySets.save(kept(id, other));
    expect(await html()).not.toContain('key-1');
    expect(await html()).toContain('Not yet. It is read');
  });
});

describe('redirect URIs', () => {
  const lines = (...uris: string[]) => ({ redirectUris: uris.join('\r\n') });

  test('are kept exactly as typed, each once, and shown again', async () => {
    const { submit, stored, html } = await anApplication();
    const uris = ['https://app.example.nhs.uk/callback?a=1', 'http://localhost:3000/cb', 'http://127.0.0.1/cb'];
    expect((await submit('/redirect-uris', lines(...uris, '', ` ${uris[0]} `))).status).toBe(303);
    expect((await stored()).redirectUris).toEqual(uris);
    expect(await html()).toContain(uris[1]);
    expect((await submit('/redirect-uris', lines())).status).toBe(303);
    expect((await stored()).redirectUris).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['http://app.example.nhs.uk/callback', 'http', /Only http:\/\/localhost/],
    ['http://localhost.example.nhs.uk/', 'a name that begins like this machine’s', /Only http:\/\/localhost/],
    ['http://localhost@evil.example.nhs.uk/', 'a user name', /holds a user name/],
    ['com.example.app:/callback', 'a scheme of an app', /does not start with https/],
    ['https://*.example.nhs.uk/callback', 'a wildcard', /has a wildcard/],
    ['https://app.example.nhs.uk/callback#part', 'a fragment', /has a part after #/],
    ['callback', 'no address', /is not a whole address/],
    ['https://app.example.nhs.uk/a b', 'a space', /is not a whole address/],
    ['https://app.example.nhs.uk\\@evil.example', 'a backslash', /is not a whole address/],
    ['https://äpp.example.nhs.uk/', 'what is compared in two spellings', /is not a whole address/],
    [`https://app.example.nhs.uk/${'x'.repeat(500)}`, 'too many characters', /^Redirect URI 1 has 527 characters/],
  ])('cannot be %s, with %s', async (uri, _what, text) => {
    const { submit, stored } = await anApplication();
    const answer = await submit('/redirect-uris', lines(uri));
    expect([answer.status, errorsIn(answer.html)]).toEqual([
      400,
      [{ field: 'redirectUris', text: expect.stringMatching(text) }],
    ]);
    expect((await stored()).redirectUris).toEqual([]);
  });

  test('are ten at most, and every mistake is told with its line', async () => {
    const { submit } = await anApplication();
    const eleven = Array.from({ length: 11 }, (_, index) => `https://app.example.nhs.uk/${index}`);
    expect(errorsIn((await submit('/redirect-uris', lines(...eleven))).html)[0]?.text).toMatch(/^There are 11/);
    const answer = await submit('/redirect-uris', lines('https://app.example.nhs.uk/', 'nowhere', 'http://x.example/'));
    expect(errorsIn(answer.html).map(({ text }) => text.slice(0, 14))).toEqual(['Redirect URI 2', 'Redirect URI 3']);
    expect(answer.html).toContain('nowhere');
  });

  test('in production are https alone', async () => {
    const { submit } = await anApplication({ production: true });
    const answer = await submit('/redirect-uris', lines('http://localhost:3000/cb'));
    expect(errorsIn(answer.html)[0]?.text).toMatch(/over https only$/);
  });
});

describe('client secrets', () => {
  const shown = (html: string) => /id="new-client-secret">([^<]+)</.exec(html)?.[1] ?? '';

  test('are shown once, match what rests of them, and rest only as a hash', async () => {
    const { submit, stored, html } = await anApplication();
    expect((await submit('/client-secrets')).status).toBe(303);
    const secret = shown(await html());
    expect(secret).toMatch(/^dip_\w{49}$/);
    const [rests] = (await stored()).clientSecrets;
    expect(sha256SecretHash.matches(secret, rests?.hash ?? '')).toBe(true);
    expect(JSON.stringify(await stored())).not.toContain(secret);
    expect(await html()).not.toContain(secret);
    expect((await stored()).apiKeys).toEqual([]);
  });

  test('are two at most, so that one can be replaced, and either can go', async () => {
    const { submit, stored } = await anApplication();
    await submit('/client-secrets');
    await submit('/client-secrets');
    const third = await submit('/client-secrets');
    expect([third.status, errorsIn(third.html)[0]?.text]).toEqual([
      400,
      'There are two client secrets already. Remove one first',
    ]);
    const [first, second] = (await stored()).clientSecrets;
    expect((await submit(`/client-secrets/${first?.id}/remove`)).status).toBe(303);
    expect((await stored()).clientSecrets).toEqual([second]);
    expect((await submit(`/client-secrets/${first?.id}/remove`)).status).toBe(404);
    expect((await submit(`/keys/${second?.id}/remove`)).status).toBe(404);
  });
});

describe('the security profile', () => {
  const checked = (html: string) => /value="(\w+)"[^>]* checked/.exec(html)?.[1];

  test('is that of the NHS until somebody chooses the strict one', async () => {
    const { submit, stored, html } = await anApplication();
    expect(checked(await html())).toBe('nhs');
    expect((await submit('/profile', { profile: 'strict' })).status).toBe(303);
    expect((await stored()).profile).toBe('strict');
    expect(checked(await html())).toBe('strict');
    expect(await html()).toContain('The strict profile does not accept them');
  });

  test.each([{}, { profile: 'lax' }, { profile: '__proto__' }])('cannot be %j', async (fields) => {
    const { submit, stored } = await anApplication();
    const answer = await submit('/profile', fields as Record<string, string>);
    expect([answer.status, errorsIn(answer.html)]).toEqual([400, [{ field: 'profile', text: 'Choose a profile' }]]);
    expect((await stored()).profile).toBe('nhs');
  });
});
