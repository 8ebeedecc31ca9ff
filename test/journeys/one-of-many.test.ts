import { aCookieJar } from '../a-cookie-jar';
import { type Platform, startPlatform } from './platform';
import { bearer, clientAssertion, exchangeForm, signedInWith, signedRequest, tokenRequest } from './sign-in';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

type Tokens = { readonly access_token: string; readonly refresh_token: string };
const many = Array.from({ length: 200 });
const statuses = (answers: readonly Response[], status: number) =>
  answers.filter((one) => one.status === status).length;
const tokensIn = async (response: Response) => (await response.json()) as Tokens;
const refresh = (refresh_token: string) => signedRequest(platform, { grant_type: 'refresh_token', refresh_token });
const call = async ({ access_token }: Tokens) =>
  (await fetch(`${platform.api}/hello-world/hello/user`, { headers: bearer(access_token) })).status;
const signIn = async () =>
  tokensIn(await signedRequest(platform, exchangeForm(await signedInWith(platform, 'nhs-login', '9912003071'))));

test('of 200 parallel uses of one assertion exactly one succeeds', async () => {
  const application = platform.application();
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion(application),
  };
  const answers = await Promise.all(many.map(() => tokenRequest(application, form)));
  expect([statuses(answers, 200), statuses(answers, 400)]).toEqual([1, 199]);
});

test('of 200 parallel uses of one refresh token all get the same answer, and the family goes on', async () => {
  const { refresh_token } = await signIn();
  const answers = await Promise.all(many.map(() => refresh(refresh_token)));
  expect(statuses(answers, 200)).toBe(200);
  const tokens = await Promise.all(answers.map(tokensIn));
  const [first, ...others] = [...new Set(tokens.map((one) => JSON.stringify(one)))];
  expect(others).toEqual([]);
  const [next = { refresh_token: first ?? '' }] = tokens;
  expect((await refresh(next.refresh_token)).status).toBe(200);
  expect((await refresh(refresh_token)).status).toBe(401);
});

test('of 200 parallel uses of one code exactly one succeeds, and what came of it ends', async () => {
  // The application has used up what it may ask in this minute.
  await platform.control('/_dip/clock', { advance: 'PT61S' });
  const { clientId, clientSecret, redirectUris } = platform.application();
  const [redirect_uri = ''] = redirectUris;
  const browser = aCookieJar();
  const sentOn = async (address: URL) => {
    const answer = await fetch(address, { redirect: 'manual', headers: browser.header() });
    browser.keep(answer);
    return new URL(answer.headers.get('location') ?? '');
  };
  const asked = { client_id: clientId, redirect_uri, response_type: 'code', state: 'one-of-many' };
  const provider = await sentOn(new URL(`${platform.auth}/oauth2/authorize?${new URLSearchParams(asked)}`));
  provider.searchParams.set('login_hint', '656005750104');
  const code = (await sentOn(await sentOn(provider))).searchParams.get('code') ?? '';
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri,
    client_id: clientId,
    client_secret: clientSecret,
  };
  const answers = await Promise.all(many.map(() => tokenRequest(platform.application(), form)));
  expect([statuses(answers, 200), statuses(answers, 400)]).toEqual([1, 199]);
  const won = answers.find(({ status }) => status === 200);
  const tokens = won && (await tokensIn(won));
  expect(tokens && (await refresh(tokens.refresh_token)).status).toBe(401);
  expect(tokens && (await call(tokens))).toBe(401);
});

test('a refresh token that comes a second time ends the newest one and the access tokens', async () => {
  const first = await signIn();
  const second = await tokensIn(await refresh(first.refresh_token));
  const third = await tokensIn(await refresh(second.refresh_token));
  expect(await call(second)).toBe(200);
  expect((await refresh(first.refresh_token)).status).toBe(401);
  expect((await refresh(third.refresh_token)).status).toBe(401);
  // Not `second`, which the gateway's cache may know for a minute.
  expect([await call(first), await call(third)]).toEqual([401, 401]);
});
