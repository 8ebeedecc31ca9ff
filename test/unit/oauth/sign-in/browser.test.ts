import { aSignInServer, bindings, redirectUri, returnedTo, type SignInServer } from './sign-in-server';

let server: SignInServer;
beforeEach(async () => {
  server = await aSignInServer();
});

const refused = { status: 400, location: null, body: { error_description: 'Invalid state parameter.' } };
const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
/** The user comes to the provider, signs in, and is about to be sent back. */
const begun = async (state = 'x') => server.cis2.signIn((await server.authorize({ state })).location ?? '');

describe('a way back is open to the browser that set out, and to no other', () => {
  test('a cookie for this host alone, over TLS, for ten minutes, out of reach of scripts and other sites’ requests', async () => {
    const { headers } = await server.authorize();
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-sign-in-[\w-]{16}=[\w-]{43,64}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  test('another browser is refused, and does not use up the sign-in of the first', async () => {
    const brought = await begun();
    const own = server.browser().header();
    server.anotherBrowser();
    expect(await server.callback(brought)).toMatchObject(refused);
    expect((await server.get('/callback', brought, { headers: own })).status).toBe(302);
  });

  test.each<[string, (own: string, name: string) => string | undefined]>([
    ['no cookie', () => undefined],
    ['an empty one', (_own, name) => `${name}=`],
    ['a secret of its own making', (_own, name) => `${name}=${'A'.repeat(43)}`],
    ['the secret under another name', (own) => own.replace(/sign-in-[\w-]+=/, 'sign-in-another-=')],
    ['the secret without the prefix that ties it to this host', (own) => own.replace('__Host-', '')],
    ['a changed secret', (own) => own.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['two, the wrong one first', (own, name) => `${name}=wrong; ${own}`],
  ])('a browser that brings %s is refused', async (_case, cookieOf) => {
    const brought = await begun();
    const [name = ''] = server.browser().names();
    const cookie = cookieOf(server.browser().header().cookie ?? '', name);
    server.anotherBrowser();
    expect(await server.get('/callback', brought, { headers: cookie ? { cookie } : {} })).toMatchObject(refused);
  });

  test('the secret of one sign-in does not open another', async () => {
    const victim = await begun();
    server.anotherBrowser();
    await begun();
    expect(await server.callback(victim)).toMatchObject(refused);
  });

  test('two tabs are signed in, in either order, also where both set out before either had a cookie', async () => {
    const [first, second] = [await begun('1'), await begun('2')];
    expect(returnedTo((await server.callback(second)).location)).toMatchObject({
      state: '2',
      code: expect.any(String),
    });
    expect(returnedTo((await server.callback(first)).location)).toMatchObject({ state: '1', code: expect.any(String) });
  });

  test('a browser forgets the secret with its first use, whatever comes of it', async () => {
    const { state = '' } = await begun();
    expect(server.browser().names()).toHaveLength(1);
    await server.callback({ state, error: 'access_denied', iss: server.cis2.issuer });
    expect(server.browser().names()).toEqual([]);
    await begun();
    server.clock.advance(600);
    const brought = await begun();
    await server.callback(brought);
    expect(server.browser().names()).toHaveLength(1);
  });

  test('a browser keeps ten at most, and the newest ones', async () => {
    const ways = [];
    for (let tab = 0; tab < 30; tab += 1) ways.push(await begun(String(tab)));
    expect(server.browser().names()).toHaveLength(10);
    expect(await server.callback(ways[19] ?? {})).toMatchObject(refused);
    expect((await server.callback(ways[20] ?? {})).status).toBe(302);
    expect((await server.callback(ways[29] ?? {})).status).toBe(302);
  });

  test('cookies that are not ours, and names of JavaScript’s own, change nothing', async () => {
    const brought = await begun();
    const own = server.browser().header().cookie ?? '';
    const cookie = `__proto__=x; constructor=y; __Host-sign-in-=z; =; ;; a; ${own}`;
    expect((await server.get('/callback', brought, { headers: { cookie } })).status).toBe(302);
  });
});

describe('what rests of a user on the way', () => {
  test('says nothing of who, where from, where to and with what', async () => {
    const save = jest.spyOn(server.signIns, 'save');
    const brought = await begun('NHS number 943 476 5919');
    const [[row] = []] = save.mock.calls;
    expect(Object.keys(row ?? {}).sort()).toEqual(['expiresAt', 'id', 'sealed']);
    const rest = `${JSON.stringify(row)} ${Buffer.from(row?.sealed.split('.')[3] ?? '', 'base64url').toString('latin1')}`;
    for (const text of ['943 476 5919', 'app-1', redirectUri, String(brought.state), 'nhs-cis2']) {
      expect(rest).not.toContain(text);
    }
  });

  test('cannot be opened by another’s id', async () => {
    const save = jest.spyOn(server.signIns, 'save');
    const [victim, own] = [await begun('victim'), await begun('own')];
    const [[hers] = [], [mine] = []] = save.mock.calls;
    if (!hers || !mine) throw new Error('nothing was saved');
    // Whoever can write the table still cannot give one browser the sign-in of another.
    await server.signIns.save({ ...hers, id: mine.id });
    expect((await server.callback(own)).status).toBe(500);
    expect((await server.callback(victim)).status).toBe(302);
  });
});

describe('where producers’ APIs answer', () => {
  const host = 'api.example.nhs.uk';

  test.each(['/authorize', '/callback'])('a browser is led away from %s, with all that it brought', async (path) => {
    const query = 'state=a%20b%26c&code=x%2By&code=twice&empty=';
    const answer = await server.get(path, query, { host });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([302, []]);
    const led = new URL(answer.location ?? '');
    expect(`${led.origin}${led.pathname}`).toBe(`https://auth.example.nhs.uk/oauth2${path}`);
    expect([...led.searchParams]).toEqual([...new URLSearchParams(query)]);
    expect([answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'no-referrer',
    ]);
  });

  test('nothing that a browser brings there is used, whatever it says of its host', async () => {
    const brought = await begun();
    const answer = await server.get('/callback', brought, { host, headers: { host: 'auth.example.nhs.uk' } });
    expect(new URL(answer.location ?? '').host).toBe('auth.example.nhs.uk');
    expect((await server.callback(brought)).status).toBe(302);
  });

  test('a wrong method is told so, and leads nowhere', async () => {
    const answer = await server.get('/authorize', {}, { host, method: 'POST' });
    expect([answer.status, answer.location]).toEqual([405, null]);
  });

  test('programs are served as before', async () => {
    const answer = await server.get('/userinfo', {}, { host });
    expect([answer.status, answer.location]).toEqual([401, null]);
  });
});

describe('a person in front of a browser is told in words what a program is told as JSON', () => {
  test.each<[string, string, Record<string, string>, number, RegExp]>([
    ['a sign-in that took too long', '/callback', { state: 'old', code: 'x' }, 400, /longer than ten minutes/],
    ['no state', '/callback', {}, 400, /started in another browser/],
    ['no application', '/authorize', {}, 401, /does not accept/],
    ['an unknown application', '/authorize', { client_id: '<script>' }, 401, /does not accept/],
    [
      'an unregistered address',
      '/authorize',
      { client_id: 'app-1', redirect_uri: 'https://x' },
      400,
      /redirect_uri is/,
    ],
  ])('%s', async (_case, path, query, status, words) => {
    const page = await server.get(path, query, { headers: html });
    expect([page.status, page.headers.get('content-type'), page.headers.get('vary')]).toEqual([
      status,
      'text/html; charset=UTF-8',
      'Accept',
    ]);
    expect(page.body).toMatch(
      /<html lang="en">[\s\S]*<title>You are not signed in<\/title>[\s\S]*<h1>You are not signed in<\/h1>/,
    );
    expect(page.body).toMatch(words);
    expect(page.body).toContain('reference gateway-request-1');
    expect(page.body).not.toContain('<script>');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    const told = await server.get(path, query);
    expect([told.status, told.headers.get('content-type')]).toEqual([status, 'application/json']);
  });

  test.each([
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['', 'application/json'],
    ['application/json, text/html;q=0.5', 'application/json'],
    ['text/html', 'text/html; charset=UTF-8'],
  ])('by Accept: %s', async (accept, type) => {
    const { headers } = await server.get('/callback', { state: 'old' }, { headers: { accept } });
    expect(headers.get('content-type')).toBe(type);
  });

  test('too many from one network, who can wait', async () => {
    for (let count = 0; count < 3_000; count += 1) await server.app.request('/authorize', {}, bindings);
    const page = await server.get('/authorize', {}, { headers: html });
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '60']);
    expect(page.body).toMatch(/Wait a minute/);
  });

  test('and who is on the way back is let in all the same', async () => {
    const brought = await begun();
    for (let count = 0; count < 3_001; count += 1) await server.app.request('/callback', {}, bindings);
    expect((await server.callback({ state: 'forged' })).status).toBe(429);
    expect((await server.callback(brought)).status).toBe(302);
  });
});
