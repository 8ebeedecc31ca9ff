import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { aMockProvider, type MockProviders } from '../unit/identity-providers/a-mock-provider';
import { aChromium, hasChromium } from './a-chromium';
import { violations } from './accessibility';

const screens = join(__dirname, '..', '..', 'reports', 'screens');

if (!hasChromium) console.log('skipped: there is no Chromium here, so no page is looked at');
(hasChromium ? describe : describe.skip)('the page to choose a test user, in a browser', () => {
  const application = createServer((_request, response) => response.end('signed in'));
  let redirectUri: string;
  let mock: MockProviders;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(screens, { recursive: true });
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    redirectUri = `http://127.0.0.1:${(application.address() as AddressInfo).port}/signed-in`;
    [mock, browser] = await Promise.all([aMockProvider(), aChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.close();
    application.close();
  });

  async function show(provider: string, { width = 1280, more = {} } = {}): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: width !== 375, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const request = {
      client_id: 'app-1',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'state-1',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      ...more,
    };
    await page.goto(`${mock.baseUrl}/${provider}/authorize?${new URLSearchParams(request)}`);
    return page;
  }

  test.each([
    ['cis2', 1280],
    ['cis2', 375],
    ['nhs-login', 1280],
    ['nhs-login', 375],
  ])('%s at %i pixels fits, and axe finds nothing wrong', async (provider, width) => {
    const page = await show(provider, { width });
    await page.screenshot({ path: join(screens, `mock-${provider}-${width}.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    if (width === 1280) expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('the page of an error is no worse', async () => {
    const page = await show('cis2', { more: { redirect_uri: 'https://evil.example/' } });
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['cis2', 'Ada Testwell', /[?&]code=/],
    ['nhs-login', 'Mona Millpond for Stan Millpond', /[?&]code=/],
    ['nhs-login', 'Do not sign in', /[?&]error=access_denied/],
  ])('%s: “%s” leads back to the application, without JavaScript', async (provider, choice, outcome) => {
    const page = await show(provider, { width: 375 });
    await page.getByRole('link', { name: choice, exact: true }).click();
    await page.getByText('signed in').waitFor();
    expect(page.url()).toMatch(outcome);
    expect(new URL(page.url()).searchParams.get('state')).toBe('state-1');
    await page.context().close();
  });

  test('the keyboard alone chooses a user', async () => {
    const page = await show('cis2');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('signed in').waitFor();
    await page.context().close();
  });
});
