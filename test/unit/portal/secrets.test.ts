import { aBrowser, aDeveloper, anApplicationOf, errorsIn, password } from './a-browser';
import { aPortal } from './a-portal';

async function anApplication() {
  const portal = aPortal();
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  const page = `/applications/${id}`;
  const stored = async () => (await portal.applications.find(id)) ?? { apiKeys: [], clientSecrets: [] };
  return { portal, ada, id, page, stored };
}

describe.each([
  ['keys', 'apiKeys', 'Key', 'new-api-key'],
  ['client-secrets', 'clientSecrets', 'Secret', 'new-client-secret'],
] as const)('%s', (path, kind, noun, element) => {
  test('are made once, however often the answer is loaded again, and shown once', async () => {
    const { ada, page, stored } = await anApplication();
    const made = await ada.submit(page, `${page}/${path}`);
    expect(made.status).toBe(303);
    const location = made.headers.get('location') ?? '';
    const shown = [await ada.open(location), await ada.open(location), await ada.open(location)];
    expect(shown.map(({ html }) => html.includes(`id="${element}"`))).toEqual([true, false, false]);
    expect((await stored())[kind]).toHaveLength(1);
  });

  test('have a name of their own, which removing another does not change', async () => {
    const { ada, page, stored } = await anApplication();
    await ada.submit(page, `${page}/${path}`);
    await ada.submit(page, `${page}/${path}`, { name: 'Ward <server> 7'.replace(/[<>]/g, '') });
    const [first, second] = (await stored())[kind];
    expect([first?.name, second?.name]).toEqual([`${noun} 1`, 'Ward server 7']);
    await ada.submit(page, `${page}/${path}/${first?.id}/remove`);
    expect((await stored())[kind].map(({ name }) => name)).toEqual(['Ward server 7']);
    await ada.submit(page, `${page}/${path}`);
    const { html } = await ada.open(page);
    expect(html).toContain('Ward server 7');
  });

  test('say when they were made and when they end', async () => {
    const { portal, ada, page, stored } = await anApplication();
    await ada.submit(page, `${page}/${path}`, { days: '30' });
    await ada.submit(page, `${page}/${path}`);
    const [ending, lasting] = (await stored())[kind];
    expect(Date.parse(ending?.expiresAt ?? '')).toBe(portal.clock.now().getTime() + 30 * 24 * 60 * 60 * 1000);
    expect(lasting?.expiresAt).toBeUndefined();
    const { html } = await ada.open(page);
    expect(html).toMatch(/Created \d+ \w+ \d{4}\. Not used yet\. Expires \d+ \w+ \d{4}/);
    expect(html).toMatch(/Created \d+ \w+ \d{4}\. Not used yet\. Does not expire/);
  });

  test('say when they were last used', async () => {
    const { portal, ada, id, page, stored } = await anApplication();
    await ada.submit(page, `${page}/${path}`);
    await ada.submit(page, `${page}/${path}`);
    const [used] = (await stored())[kind];
    await portal.keyUses.note(id, { kind, id: used?.id ?? '' }, '2026-10-31');
    const { html } = await ada.open(page);
    expect(html.match(/Last used 31 October 2026|Not used yet/g)).toEqual([
      'Last used 31 October 2026',
      'Not used yet',
    ]);
  });

  test.each([{ days: '31' }, { days: 'constructor' }, { name: 'x'.repeat(61) }, { name: '<b>' }])(
    'are refused with %j',
    async (fields) => {
      const { ada, page, stored } = await anApplication();
      const answer = await ada.submit(page, `${page}/${path}`, fields);
      expect([answer.status, errorsIn(answer.html).length]).toEqual([400, 1]);
      expect((await stored())[kind]).toEqual([]);
    },
  );

  test('are asked about before they go', async () => {
    const { ada, page, stored } = await anApplication();
    await ada.submit(page, `${page}/${path}`);
    const [secret] = (await stored())[kind];
    const asked = await ada.open(`${page}/${path}/${secret?.id}/remove`);
    expect([asked.status, asked.html.includes(`${noun} 1`)]).toEqual([200, true]);
    expect((await stored())[kind]).toHaveLength(1);
    expect((await ada.open(`${page}/${path}/other/remove`)).status).toBe(404);
  });
});

test('public keys say when they were last used, uploaded ones and published ones', async () => {
  const { portal, ada, id, page } = await anApplication();
  const key = (kid: string) => ({ kty: 'RSA', kid, alg: 'RS512', n: 'A', e: 'AQAB' });
  await portal.keyUses.note(id, { kind: 'jwks', id: '2026-a' }, '2026-10-31');
  const application = await portal.applications.find(id);
  if (!application) throw new Error('no application');
  await portal.applications.save({
    ...application,
    revision: application.revision + 1,
    jwks: { keys: [key('2026-a'), key('2026-b')] },
  });
  const uploaded = await ada.open(page);
  expect(uploaded.html).toMatch(/2026-a<\/code>.*RSA, RS512\. Last used 31 October 2026/);
  expect(uploaded.html).toMatch(/2026-b<\/code>.*RSA, RS512\. Not used yet/);
});

test('public keys and the address of a key set are asked about before they go', async () => {
  const { ada, page } = await anApplication();
  for (const path of ['public-keys', 'key-set-address']) {
    expect((await ada.open(`${page}/${path}/remove`)).status).toBe(404);
  }
  await ada.submit(page, `${page}/key-set-address`, { jwksUrl: 'https://app.example.nhs.uk/jwks.json' });
  const asked = await ada.open(`${page}/key-set-address/remove`);
  expect([asked.status, asked.html.includes('Remove address')]).toEqual([200, true]);
  expect(asked.html).toContain('Without public keys the application gets no access token');
});

test.each([
  'subscriptions',
  'subscriptions/hello-world/remove',
  'keys',
  'client-secrets',
  'public-keys',
  'key-set-address',
  'redirect-uris',
  'profile',
])('whoever asks for the address of the form %s is led to its page', async (path) => {
  const { ada, page } = await anApplication();
  const { status, headers } = await ada.open(`${page}/${path}`);
  expect([status, headers.get('location')]).toEqual([303, page]);
});

test.each([
  ['/sign-up/resend', '/sign-up/confirm'],
  ['/account/sign-out-everywhere', '/account'],
])('whoever asks for %s is led to %s', async (path, page) => {
  const ada = await aDeveloper(aPortal());
  expect((await ada.open(path)).headers.get('location')).toBe(page);
});

describe('a session that has ended', () => {
  const hidden = (html: string, name: string) =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#92;', '\\')
      .replaceAll('&amp;', '&');

  test('says so where a page is asked for', async () => {
    const { portal, ada } = await anApplication();
    portal.clock.advance(31 * 60);
    const { headers } = await ada.open('/applications');
    expect(headers.get('location')).toBe('/sign-in?next=%2Fapplications&done=session-ended');
    expect((await ada.open(headers.get('location') ?? '')).html).toContain('Your session has ended');
  });

  test('keeps what was typed, leads to sign-in, and sends it on after it', async () => {
    const { portal, ada } = await anApplication();
    const { html: before } = await ada.open('/applications/new');
    const stale = hidden(before, '_token');
    portal.clock.advance(31 * 60);
    const name = 'Ward & round "two"';
    const ended = await ada.post('/applications', { _token: stale, name }, { origin: 'https://portal.example.nhs.uk' });
    expect([ended.status, ended.html.includes('Your session has ended')]).toEqual([403, true]);
    const interrupted = hidden(ended.html, 'interrupted');
    expect(JSON.parse(interrupted)).toEqual({ action: '/applications', fields: [['name', name]] });

    const wrong = await ada.submit('/sign-in', '/sign-in', {
      email: 'ada@example.nhs.uk',
      password: 'no',
      interrupted,
    });
    expect(hidden(wrong.html, 'interrupted')).toBe(interrupted);
    const fields = { email: 'ada@example.nhs.uk', password, interrupted };
    const goOn = await ada.submit('/sign-in', '/sign-in', fields);
    expect([goOn.status, hidden(goOn.html, 'name')]).toEqual([200, name]);
    const sent = await ada.post(
      '/applications',
      { _token: hidden(goOn.html, '_token'), name },
      { origin: 'https://portal.example.nhs.uk' },
    );
    expect(sent.status).toBe(303);
    expect((await ada.open('/applications')).html).toContain('Ward &amp; round');
  });

  test('keeps no password and no key', async () => {
    const { portal, ada, page } = await anApplication();
    portal.clock.advance(31 * 60);
    for (const [path, fields] of [
      ['/account/password', { password, newPassword: 'thunder otter lamp' }],
      [`${page}/public-keys`, { jwks: '{"keys":[{"d":"private"}]}' }],
    ] as const) {
      const { html } = await ada.post(path, fields, { origin: 'https://portal.example.nhs.uk' });
      expect(html).toContain('Your session has ended');
      expect(html).not.toMatch(/thunder otter|correct horse|private/);
    }
  });

  test.each([
    ['of another site', 'https://evil.example', '/applications'],
    ['that does not say where it is from', '', '/applications'],
    ['to a page of another kind', 'https://portal.example.nhs.uk', '/sign-up'],
  ])('keeps nothing of a form %s', async (_, origin, path) => {
    const { html, status } = await aBrowser(aPortal()).post(path, { name: 'Planted' }, origin ? { origin } : {});
    expect([status, html.includes('Planted')]).toEqual([403, false]);
  });

  test.each([
    '{"action":"https://evil.example","fields":[]}',
    '{"action":"/sign-out","fields":[]}',
    '{"action":"//evil.example/applications","fields":[]}',
    '{"__proto__":{"action":"/applications"}}',
    'not JSON',
  ])('leads nowhere else by a made-up form: %s', async (interrupted) => {
    const { ada } = await anApplication();
    const fields = { email: 'ada@example.nhs.uk', password, interrupted };
    const answer = await ada.submit('/sign-in', '/sign-in', fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/applications']);
  });
});
