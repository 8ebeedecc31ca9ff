import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import type { KeptKeySet } from '../../domain/key-sets/kept-key-set';
import { aChromium, hasChromium } from './a-chromium';
import { violations } from './accessibility';
import { servePortal } from './serve-portal';

jest.setTimeout(180_000);
const screens = join(__dirname, '..', '..', 'reports', 'screens');
const password = 'correct horse battery';

if (!hasChromium) console.log('skipped: there is no Chromium here, so no page is looked at');
(hasChromium ? describe : describe.skip)('in a browser', () => {
  let served: Awaited<ReturnType<typeof servePortal>>;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(screens, { recursive: true });
    [served, browser] = await Promise.all([servePortal(), aChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function aPage({ script = true, width = 1280 } = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: served.url,
      javaScriptEnabled: script,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return page;
  }

  async function signUp(page: Page, email: string): Promise<void> {
    await page.goto('/sign-up');
    await page.getByLabel('Full name').fill('Grace Hopper');
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByLabel('Code').fill(served.portal.directory.codeOf(email) ?? '');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
  }

  async function register(page: Page): Promise<string> {
    await page.goto('/applications/new');
    await page.getByLabel('Name').fill('Ward round');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'Ward round', level: 1 }).waitFor();
    return new URL(page.url()).pathname;
  }

  async function aKeySet(): Promise<string> {
    const { publicKey } = await generateKeyPair('RS512', { extractable: true });
    return JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS512' }] });
  }

  test.each([
    ['with', true],
    ['without', false],
  ])('the whole loop works %s JavaScript', async (word, script) => {
    const page = await aPage({ script });
    await signUp(page, `${word}@example.nhs.uk`);
    const path = await register(page);
    const id = path.split('/')[2] ?? '';
    const stored = () => served.portal.applications.find(id);

    await page.getByLabel('Subscribe to an API').selectOption('hello-world');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByText('The application may call the API now').waitFor();
    expect((await stored())?.subscriptions['hello-world']?.status).toBe('approved');

    await page.getByRole('button', { name: 'Create an API key' }).click();
    expect(await page.locator('#new-api-key').textContent()).toMatch(new RegExp(`^${id}\\.`));

    await page.getByLabel('Or paste the key set').fill('{"keys": [{}]}');
    await page.getByRole('button', { name: 'Upload public keys' }).click();
    const summary = page.locator('.nhsuk-error-summary');
    await summary.getByRole('link', { name: /^Key 1 has no "kid"/ }).waitFor();
    const file = { name: 'jwks.json', mimeType: 'application/json', buffer: Buffer.from(await aKeySet()) };
    await page.locator('input[name="file"]').setInputFiles(file);
    await page.getByRole('button', { name: 'Upload public keys' }).click();
    await page.getByText('The public keys are saved').waitFor();
    expect((await stored())?.jwks?.keys[0]?.kid).toBe('key-1');

    await page.getByLabel('Or give the address of the key set').fill('https://10.0.0.1/jwks.json');
    await page.getByRole('button', { name: 'Save address' }).click();
    await summary.getByRole('link', { name: /^The address must have the name of a host/ }).click();
    await page.getByLabel('Or give the address of the key set').fill('https://app.example.nhs.uk/jwks.json');
    await page.getByRole('button', { name: 'Save address' }).click();
    await page.getByText('The address is saved').waitFor();
    expect(await stored()).toMatchObject({ jwksUrl: 'https://app.example.nhs.uk/jwks.json' });

    await page.getByLabel('Redirect URIs, one on each line').fill('https://app.example.nhs.uk/back\nhttp://localhost/');
    await page.getByRole('button', { name: 'Save redirect URIs' }).click();
    await page.getByText('The redirect URIs are saved').waitFor();
    expect((await stored())?.redirectUris).toEqual(['https://app.example.nhs.uk/back', 'http://localhost/']);

    await page.getByRole('button', { name: 'Create a client secret' }).click();
    expect(await page.locator('#new-client-secret').textContent()).toMatch(/^dip_\w{49}$/);
    await page.getByRole('link', { name: 'Remove client secret Secret 1' }).click();
    await page.getByRole('button', { name: 'Remove client secret' }).click();
    await page.getByText('The client secret is removed').waitFor();

    await page.getByLabel('Strict', { exact: true }).check();
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('The profile is saved').waitFor();
    expect((await stored())?.profile).toBe('strict');

    await page.getByRole('button', { name: 'Unsubscribe from Hello World' }).click();
    await page.getByText('The subscription has ended').waitFor();
    expect((await stored())?.subscriptions).toEqual({});

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto('/applications');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.context().close();
  });

  const everyone = {
    home: '/',
    'get-started': '/get-started',
    tutorials: '/tutorials',
    'first-call': '/tutorials/first-call',
    'api-key': '/tutorials/api-key',
    'signed-jwt': '/tutorials/signed-jwt',
    'combined-sign-in': '/tutorials/combined-sign-in',
    'separate-sign-in': '/tutorials/separate-sign-in',
    guidance: '/guidance',
    'guidance-getting-started': '/guidance/getting-started',
    'guidance-standards': '/guidance/standards',
    'guidance-error-formats': '/guidance/error-formats',
    'guidance-sandbox': '/guidance/sandbox',
    'guidance-going-live': '/guidance/going-live',
    catalogue: '/catalogue',
    search: '/catalogue?q=helo+wrld&access=open-access',
    'nothing-found': '/catalogue?q=zzzzzz',
    api: '/catalogue/hello-world',
    specification: '/catalogue/hello-world/specification',
    'growth-charts': '/catalogue/growth-charts/specification',
    'sign-up': '/sign-up',
    confirm: '/sign-up/confirm',
    'sign-in': '/sign-in',
    'sign-out': '/sign-out',
    'forgotten-password': '/forgotten-password',
    'new-password': '/forgotten-password/new-password',
    status: '/status',
    privacy: '/privacy',
    cookies: '/cookies',
    accessibility: '/accessibility',
    terms: '/terms',
    'connection-agreement': '/connection-agreement',
    'not-found': '/nothing',
  };

  const keySetUrl = 'https://app.example.nhs.uk/jwks.json';
  const unreadableKeySet = (id: string): KeptKeySet => ({
    id,
    revision: 1,
    url: keySetUrl,
    triedAt: 1767603600,
    lastError: { at: 1767603600, reason: 'certificate_untrusted' },
    expiresAt: 1768208400,
  });

  /** Presses a button and waits for the page that answers. */
  async function press(page: Page, name: string): Promise<void> {
    const answered = page.waitForEvent('load');
    await page.getByRole('button', { name, exact: true }).click();
    await answered;
  }

  /** What makes a page wider than its screen. */
  const tooWide = (page: Page): Promise<string[]> =>
    page.evaluate(`(() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const wide = [...document.querySelectorAll('main *')].filter(
        (element) => element.getBoundingClientRect().right > width && !element.closest('pre, .app-markdown table'),
      );
      const shown = wide.slice(-2).map((element) => element.outerHTML.slice(0, 120));
      return ['scrolls sideways to ' + document.documentElement.scrollWidth + ': ' + shown.join(' and ')];
    })()`);

  async function look(page: Page, name: string, width: number, found: string[]): Promise<void> {
    for (const violation of await violations(page)) found.push(`${name} at ${width}: ${violation}`);
    for (const wide of await tooWide(page)) found.push(`${name} at ${width}: ${wide}`);
    await page.screenshot({ path: join(screens, `${name}-${width}.png`), fullPage: true });
  }

  test.each([1280, 320])(
    'no page has an accessibility violation or scrolls sideways at a width of %i',
    async (width) => {
      const found: string[] = [];
      const page = await aPage({ width });
      page.on('pageerror', (error) => found.push(`script: ${error.message}`));
      page.on('console', (message) => message.text().includes('Content Security Policy') && found.push(message.text()));
      page.on('requestfailed', (request) => found.push(`request: ${request.url()}`));
      for (const [name, path] of Object.entries(everyone)) {
        await page.goto(path);
        await look(page, name, width, found);
      }
      await page.goto('/sign-up');
      await press(page, 'Create account');
      await look(page, 'sign-up-mistakes', width, found);

      await signUp(page, `looks-${width}@example.nhs.uk`);
      await look(page, 'no-applications', width, found);
      await page.goto('/applications/new');
      await look(page, 'new-application', width, found);
      const path = await register(page);
      await look(page, 'application-created', width, found);
      await page.getByLabel('Subscribe to an API').selectOption('hello-world');
      await press(page, 'Subscribe');
      await page.getByLabel('Or paste the key set').fill(await aKeySet());
      await press(page, 'Upload public keys');
      await press(page, 'Create an API key');
      await look(page, 'application', width, found);
      await page.getByLabel('Or paste the key set').fill('not a key set');
      await press(page, 'Replace public keys');
      await look(page, 'application-mistakes', width, found);
      await page.getByLabel('Or give the address of the key set').fill(keySetUrl);
      await press(page, 'Save address');
      await look(page, 'key-set-not-read', width, found);
      await served.portal.keySets.save(unreadableKeySet(path.split('/')[2] ?? ''));
      await page.getByLabel('Redirect URIs, one on each line').fill('https://app.example.nhs.uk/back\nnowhere');
      await press(page, 'Save redirect URIs');
      await look(page, 'redirect-uri-mistakes', width, found);
      await page.goto(path);
      await press(page, 'Create a client secret');
      await look(page, 'client-secret', width, found);
      const key = (await served.portal.applications.find(path.split('/')[2] ?? ''))?.apiKeys[0]?.id ?? '';
      const team = `/teams/${(await served.portal.applications.find(path.split('/')[2] ?? ''))?.team}`;
      for (const [name, below] of Object.entries({
        applications: '/applications',
        delete: `${path}/delete`,
        transfer: `${path}/transfer`,
        teams: '/teams',
        'new-team': '/teams/new',
        team,
        'leave-team': `${team}/leave`,
        'close-team': `${team}/close`,
        organisation: `${team}/organisation`,
        producer: '/producer',
        'go-live': '/go-live',
        conformance: `${path}/subscriptions/hello-world/conformance`,
        products: '/products',
        'new-product': '/products/new',
        access: `${path}/subscriptions/hello-world`,
        account: '/account',
        'account-name': '/account/name',
        'account-email': '/account/email',
        'confirm-email': '/account/email/confirm',
        'account-password': '/account/password',
        'own-first-call': '/tutorials/first-call',
        'own-signed-jwt': '/tutorials/signed-jwt',
        'own-combined': '/tutorials/combined-sign-in',
        'own-separate': '/tutorials/separate-sign-in',
        'own-api-key': '/tutorials/api-key',
        'remove-key': `${path}/keys/${key}/remove`,
      })) {
        await page.goto(below);
        await look(page, name, width, found);
      }
      await page.goto('/go-live/new');
      await page.getByLabel('Name of the API').fill('wards');
      await look(page, 'new-go-live', width, found);
      await press(page, 'Begin');
      await look(page, 'go-live-record', width, found);
      await page.goto('/account/delete');
      await look(page, 'delete-account', width, found);
      await page.getByLabel('Enter your password to confirm', { exact: true }).fill(password);
      await press(page, 'Delete account');
      await look(page, 'account-deleted', width, found);
      expect(found).toEqual([]);
    },
  );

  test('every published specification is without an accessibility violation, and fits a narrow screen', async () => {
    const found: string[] = [];
    const page = await aPage({ width: 320 });
    for (const { api } of await served.portal.registry.list()) {
      for (const path of [`/catalogue/${api}`, `/catalogue/${api}/specification`]) {
        await page.goto(path);
        // Contrast takes minutes on ten thousand elements, whose colours are those of the smaller pages.
        const seen = await violations(page, { without: ['color-contrast'] });
        for (const violation of seen) found.push(`${path}: ${violation}`);
        for (const wide of await tooWide(page)) found.push(`${path}: ${wide}`);
      }
    }
    expect(found).toEqual([]);
  });
});
