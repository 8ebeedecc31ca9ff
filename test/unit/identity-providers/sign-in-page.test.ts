import { aMockProvider, type MockProviders, registeredUri } from './a-mock-provider';

let mock: MockProviders;
beforeAll(async () => {
  mock = await aMockProvider();
});
afterAll(() => mock.close());

const right = {
  client_id: 'app-1',
  redirect_uri: registeredUri,
  response_type: 'code',
  scope: 'openid',
  code_challenge: 'x'.repeat(43),
  code_challenge_method: 'S256',
};
const show = async (changes: Record<string, string> = {}, provider = 'cis2') => {
  const answer = await mock.request(`/${provider}/authorize?${new URLSearchParams({ ...right, ...changes })}`);
  return { answer, page: await answer.text() };
};
const linksIn = (page: string) =>
  [...page.matchAll(/<a href="([^"]*authorize[^"]*)">([^<]*)</g)].map(([, href = '', text = '']) => ({
    url: new URL(href.replaceAll('&amp;', '&')),
    text,
  }));

describe('the page to choose a test user', () => {
  test('says that it is a mock, for whom, and where to', async () => {
    const { answer, page } = await show();
    expect(answer.status).toBe(200);
    expect(page).toContain('mock – test users only');
    expect(page).toContain('Ward round');
    expect(page).toContain('ward.example');
  });

  test('has no script and no form, and its policy allows neither', async () => {
    const { answer, page } = await show();
    expect(page).not.toMatch(/<script|<form|<style| on\w+=| style=/);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const [, stylesheet = ''] = /href="([^"]+style\.css)"/.exec(page) ?? [];
    expect((await mock.request(new URL(stylesheet).pathname)).headers.get('content-type')).toBe('text/css');
  });

  test.each(['cis2', 'nhs-login'])('every link of %s leads back to the client, with the state', async (provider) => {
    const { page } = await show({ state: 's&"<x>' }, provider);
    const links = linksIn(page);
    expect(links.length).toBeGreaterThan(4);
    for (const { url, text } of links) {
      const answer = await mock.request(`${url.pathname}${url.search}`);
      const location = new URL(answer.headers.get('location') ?? '');
      expect(location.origin).toBe('https://ward.example');
      expect(location.searchParams.get('state')).toBe('s&"<x>');
      const outcome = text === 'Do not sign in' ? 'error' : 'code';
      expect(location.searchParams.has(outcome)).toBe(true);
    }
  });

  test.each([
    ['cis2', {}, 10],
    ['cis2', { acr_values: 'AAL3_ANY' }, 6],
    ['cis2', { acr_values: 'AAL2_OR_AAL3_ANY' }, 9],
    ['cis2', { acr_values: 'something-else' }, 10],
    ['nhs-login', {}, 5],
    ['nhs-login', { vtr: '["P9.Cp.Cd","P9.Cp.Ck"]' }, 3],
    ['nhs-login', { vtr: '["P5.Cp"]' }, 4],
    ['nhs-login', { acr_values: 'P9' }, 3],
  ])('%s for %j offers %i ways to sign in', async (provider, asked, count) => {
    const { page } = await show(asked as Record<string, string>, provider);
    expect(linksIn(page).filter(({ text }) => text !== 'Do not sign in')).toHaveLength(count);
  });
});

describe('nothing that a caller sends becomes part of the page’s markup', () => {
  const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;

  test.each(['state', 'nonce', 'scope', 'acr_values', 'prompt', 'max_age', 'ui_locales', attack])(
    'through %s',
    async (name) => {
      const { answer, page } = await show({ [name]: `openid ${attack}` });
      expect(answer.status).toBe(200);
      expect(page).not.toMatch(/<script|<img/);
    },
  );

  test.each(['client_id', 'redirect_uri'])('through %s, on the page of an error', async (name) => {
    const { answer, page } = await show({ [name]: attack });
    expect(answer.status).toBe(400);
    expect(page).not.toMatch(/<script|<img/);
  });

  test('through the name that an application gave itself', async () => {
    mock.register('app-4', { name: attack });
    const { page } = await show({ client_id: 'app-4' });
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toMatch(/<script|<img/);
  });
});
