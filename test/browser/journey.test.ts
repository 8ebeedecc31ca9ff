import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePorts } from '../free-ports';
import { type Platform, startPlatform } from '../journeys/platform';
import { applicationToken, bearer } from '../journeys/sign-in';
import { aChromium } from './a-chromium';
import { aKeyPair, aPage, mailedCode, password, register, signIn, signUp } from './a-developer';
import { violations } from './accessibility';
import { emptyFolder } from './printed-commands';
import { Newcomer, signsIn } from './tutorials';
import { Walk } from './walk';

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), aChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

test('a newcomer reaches a first sandbox call in 3 steps, and a first authorised call in 23 more', async () => {
  const walk = await Walk.begin(browser, platform);
  await walk.openPortal();
  await walk.follow('Make your first API call');
  expect(await walk.run('3. Call the sandbox')).toContain('Hello world');
  expect(walk.steps).toHaveLength(3);

  await walk.follow('Tutorials');
  await walk.follow('Call an API with an API key');
  await walk.follow('Sign in');
  await walk.follow('Create an account');
  await walk.fill('Full name', 'Grace Hopper');
  await walk.fill('Email address', 'grace@example.nhs.uk');
  await walk.fill('Password', password);
  await walk.press('Create account');
  await walk.fill('Code', await walk.readCode());
  await walk.press('Confirm');
  await walk.fill('Email address', 'grace@example.nhs.uk');
  await walk.fill('Password', password);
  await walk.press('Sign in');
  await walk.follow('Register an application');
  await walk.fill('Name', 'Ward round');
  await walk.press('Register');
  await walk.choose('Subscribe to an API', 'Hello World');
  await walk.press('Subscribe');
  await walk.press('Create an API key');
  await walk.save('api-key.txt', '#new-api-key');
  await walk.follow('How to call with a key');
  expect(await walk.run('3. Call')).toContain('Hello application');
  expect(walk.steps).toHaveLength(26);
  await walk.end();
});

// First, as the tests below move the clock of the platform away from the newcomer's.
describe('every block of every tutorial runs as it is printed, outside the repository', () => {
  test('for a newcomer, who signs up, makes keys and calls in all four ways', async () => {
    const page = await aPage(browser, platform);
    await signIn(page, await signUp(page, platform));
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
    const id = await register(page, 'Ward round');
    const newcomer = new Newcomer(page, emptyFolder());

    const first = await newcomer.follow('/tutorials/first-call');
    expect(await first.next()).toContain('Hello world');
    expect(await first.next()).toContain('version');
    expect(await first.next()).toContain('Hello world');
    expect(await first.next()).toMatch(/^HTTP\/1.1 [45]/m);
    expect(await first.next()).toMatch(/^x-request-id: [\da-f-]{36}/im);
    expect(first.left()).toBe(0);

    await page.goto(`/applications/${id}`);
    await page.getByLabel('Subscribe to an API').selectOption('hello-world');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByRole('button', { name: 'Create an API key' }).click();
    newcomer.save('api-key.txt', (await page.locator('#new-api-key').textContent()) ?? '');
    const key = await newcomer.follow('/tutorials/api-key');
    expect(await key.next()).toContain('Hello application');
    expect(key.left()).toBe(0);
    await page.goto(`/applications/${id}`);
    expect(await page.locator('main').textContent()).toMatch(/Key 1Created [^.]+\. Last used \d+ \w+ \d{4}/);

    const jwt = await newcomer.follow('/tutorials/signed-jwt');
    await jwt.next();
    await jwt.next();
    await page.goto(`/applications/${id}`);
    await page.getByLabel('Choose a key set file').setInputFiles(join(newcomer.folder, 'jwks.json'));
    await page.getByRole('button', { name: 'Upload public keys' }).click();
    await page.getByText('The public keys are saved').waitFor();
    await jwt.next();
    expect(await jwt.next()).toContain('access_token');
    expect(await jwt.next()).toContain('Hello application');
    expect(jwt.left()).toBe(0);

    const separate = await newcomer.follow('/tutorials/separate-sign-in');
    expect(await separate.next()).toContain('id_token');
    expect(await separate.next()).toContain('refresh_token');
    expect(await separate.next()).toContain('Hello user');
    const before = newcomer.read('token.json');
    await separate.next();
    expect(newcomer.read('token.json')).not.toBe(before);
    await separate.next();
    expect(separate.left()).toBe(0);

    await page.goto(`/applications/${id}`);
    const redirectUri = `http://127.0.0.1:${await freePorts()}/callback`;
    await page.getByLabel('Redirect URIs, one on each line').fill(redirectUri);
    await page.getByRole('button', { name: 'Save redirect URIs' }).click();
    await page.getByRole('button', { name: 'Create a client secret' }).click();
    newcomer.save('client-secret.txt', (await page.locator('#new-client-secret').textContent()) ?? '');
    const combined = await newcomer.follow('/tutorials/combined-sign-in');
    await combined.next(signsIn(browser, 'Mona Millpond'));
    expect(await combined.next()).toContain('Hello user');
    expect(await combined.next()).toContain('refresh_token');
    await combined.next();
    expect(combined.left()).toBe(0);
    await page.context().close();
  });

  test('for a visitor, with the demo application of the machine', async () => {
    const { apiKey, privateKeyFile } = platform.application();
    const visitor = new Newcomer(await aPage(browser, platform), emptyFolder());
    visitor.save('api-key.txt', apiKey);
    const key = await visitor.follow('/tutorials/api-key');
    expect(await key.next()).toContain('Hello application');

    const jwt = await visitor.follow('/tutorials/signed-jwt');
    await jwt.next();
    copyFileSync(privateKeyFile, join(visitor.folder, 'private-key.pem'));
    await jwt.next();
    await jwt.next();
    expect(await jwt.next()).toContain('access_token');
    expect(await jwt.next()).toContain('Hello application');

    const separate = await visitor.follow('/tutorials/separate-sign-in');
    await separate.next();
    await separate.next();
    expect(await separate.next()).toContain('Hello user');
  });
});

const call = (headers: Record<string, string>) => fetch(`${platform.api}/hello-world/hello/application`, { headers });

test.each([
  ['with', true],
  ['without', false],
])('from sign-up to a call, and to its refusal, %s JavaScript', async (_with, script) => {
  const page = await aPage(browser, platform, { script });
  const email = await signUp(page, platform);
  await signIn(page, email);
  await page.getByRole('heading', { name: 'My applications' }).waitFor();
  const clientId = await register(page, 'Ward round');

  await page.getByRole('button', { name: 'Create an API key' }).click();
  const apiKey = (await page.locator('#new-api-key').textContent()) ?? '';
  expect(apiKey).toMatch(new RegExp(`^${clientId}\\.[\\w-]{40,}$`));
  await page.goto(`/applications/${clientId}`);
  expect(await page.content()).not.toContain(apiKey);

  const keys = await aKeyPair();
  await page.getByLabel('Or paste the key set').fill(keys.jwks);
  await page.getByRole('button', { name: 'Upload public keys' }).click();
  await page.getByText('The public keys are saved').waitFor();

  // Registered, and not subscribed yet.
  expect((await call({ apikey: apiKey })).status).toBe(401);
  await platform.control('/_dip/clock', { advance: 'PT61S' });
  await page.getByLabel('Subscribe to an API').selectOption('hello-world');
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await page.getByText('The application may call the API now').waitFor();

  const tokenUrl = `${platform.api}/oauth2/token`;
  const token = await applicationToken({ clientId, ...keys, tokenUrl });
  expect((await call(bearer(token))).status).toBe(200);
  expect((await call({ apikey: apiKey })).status).toBe(200);

  await page.getByRole('button', { name: /^Unsubscribe/ }).click();
  await page.getByText('The subscription has ended').waitFor();
  await platform.control('/_dip/clock', { advance: 'PT60S' });
  expect((await call(bearer(token))).status).toBe(401);
  expect((await call({ apikey: apiKey })).status).toBe(401);

  await page.goto('/account/delete');
  await page.getByLabel('Enter your password to confirm', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Delete account' }).click();
  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor();
  await signIn(page, email);
  await page.getByRole('link', { name: 'The email address or the password is wrong' }).waitFor();
  await expect(applicationToken({ clientId, ...keys, tokenUrl })).rejects.toThrow(/401|400/);
  await page.context().close();
});

test('a user is signed in at an origin apart from every API, and comes back with a code', async () => {
  const { clientId, redirectUris, authorizeUrl } = platform.application();
  const [redirect_uri = ''] = redirectUris;
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = { client_id: clientId, redirect_uri, response_type: 'code', state: 'from-a-browser' };
  // As clients of the original platform have it in their settings: at the origin of the APIs.
  await page.goto(`${platform.api}/oauth2/authorize?${new URLSearchParams(asked)}`);
  const names = async () => (await context.cookies(authorizeUrl)).map(({ name }) => name);
  expect(await names()).toEqual([expect.stringMatching(/^__Host-sign-in-/)]);
  // Nobody answers at the application's address here: it is enough that the browser asks there.
  const back = page.waitForRequest((request) => request.url().startsWith(redirect_uri));
  const way = page.waitForRequest((request) => request.url().includes('/oauth2/callback'));
  await page.getByRole('link', { name: /Ada Testwell/ }).click();
  const { searchParams } = new URL((await back).url());
  expect([searchParams.get('state'), searchParams.get('code')]).toEqual(['from-a-browser', expect.any(String)]);
  expect(new URL((await way).url()).origin).toBe(platform.auth);
  expect(await names()).toEqual([]);

  // Going back in the browser: the way is used up, and the person is told so.
  await page.goto((await way).url());
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test('who signs out is out, and the demo user of app.json can sign in', async () => {
  const { portalUser, clientId } = platform.application();
  const page = await aPage(browser, platform);
  await signIn(page, portalUser.email, portalUser.password);
  await page.getByRole('link', { name: 'Demo application' }).click();
  await page.getByRole('heading', { name: 'Demo application', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`/applications/${clientId}`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.context().close();
});

test('a wrong code and a code that was replaced confirm nothing', async () => {
  const page = await aPage(browser, platform);
  await page.goto('/sign-up');
  const email = 'slow@example.nhs.uk';
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await page.getByText('a new one is on its way').waitFor();
  const code = await mailedCode(platform, email);
  const wrong = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
  await page.getByLabel('Code').fill(wrong);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('link', { name: /^The code is wrong or out of date/ }).waitFor();
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.context().close();
});

describe('another developer', () => {
  let page: Page;
  let first: string;
  beforeAll(async () => {
    const owner = await aPage(browser, platform);
    await signIn(owner, await signUp(owner, platform));
    await owner.getByRole('heading', { name: 'My applications' }).waitFor();
    first = await register(owner, 'Ward round');
    await owner.context().close();
    page = await aPage(browser, platform);
    await signIn(page, await signUp(page, platform));
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
  });

  test.each(['', '/delete'])('is told that there is no /applications/<id>%s', async (below) => {
    expect((await page.goto(`/applications/${first}${below}`))?.status()).toBe(404);
  });

  test.each([
    '/subscriptions',
    '/subscriptions/hello-world/remove',
    '/keys',
    '/keys/any/remove',
    '/public-keys',
    '/public-keys/remove',
    '/delete',
  ])('can do nothing at /applications/<id>%s', async (below) => {
    await page.goto('/applications/new');
    const fields = { name: 'name', api: 'hello-world', jwks: (await aKeyPair()).jwks };
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    const shown = page.waitForEvent('load');
    await page.evaluate(`(() => {
      const form = document.querySelector('main form');
      form.action = ${JSON.stringify(`/applications/${first}${below}`)};
      form.replaceChildren(form.querySelector('[name=_token]'));
      for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
        form.append(Object.assign(document.createElement('input'), { name, value }));
      }
      form.submit();
    })()`);
    await shown;
    expect((await answered).status()).toBe(404);
  });
});
