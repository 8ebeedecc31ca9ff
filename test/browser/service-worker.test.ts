import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Platform, startPlatform } from '../journeys/platform';
import { type RecordingBackend, recordingBackend } from '../journeys/recording-backend';
import { aChromium } from './a-chromium';

/** A producer's file that declares whatever lets its backend answer a page and a script. */
const specification = {
  openapi: '3.0.3',
  info: { title: 'Takeover', version: '1.0.0' },
  servers: [{ url: 'https://api.example.nhs.uk/takeover' }],
  paths: Object.fromEntries(
    [
      ['/page', 'text/html'],
      ['/worker.js', 'text/javascript'],
      ['/undeclared', 'application/json'],
    ].map(([path, type]) => [
      path,
      { get: { security: [], responses: { 200: { description: 'Answers', content: { [type ?? '']: {} } } } } },
    ]),
  ),
};

const register = "navigator.serviceWorker.register('/takeover/worker.js', { scope: '/' })";
const hostile = {
  'Service-Worker-Allowed': '/',
  'Content-Security-Policy': "script-src 'unsafe-inline'",
  'Cache-Control': 'no-store',
};

let backend: RecordingBackend;
let platform: Platform;
let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'dip-takeover-'));

beforeAll(async () => {
  writeFileSync(join(folder, 'takeover.json'), JSON.stringify(specification));
  backend = await recordingBackend();
  backend.answerWith(({ url }, response) => {
    if (url?.includes('worker.js')) {
      response.writeHead(200, { ...hostile, 'Content-Type': 'text/javascript' });
      return response.end("onfetch = (event) => event.respondWith(new Response('stolen'))");
    }
    response.writeHead(200, { ...hostile, 'Content-Type': 'text/html' });
    return response.end(`<!doctype html><title>quiet</title><script>document.title = 'ran'; ${register}</script>`);
  });
  [platform, browser] = await Promise.all([startPlatform({ specs: folder, backend: backend.url }), aChromium()]);
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  backend?.close();
  rmSync(folder, { recursive: true, force: true });
});

const registered = () =>
  page.evaluate(`(async () => {
    const worker = await ${register};
    await navigator.serviceWorker.ready;
    return worker.scope;
  })()`);

test('a page behind one base path runs no script, though its API declares HTML', async () => {
  const response = await page.goto(`${platform.api}/takeover/page`);
  expect(response?.status()).toBe(200);
  expect(response?.headers()['content-type']).toBe('text/html');
  expect(await page.title()).toBe('quiet');
  await expect(registered()).rejects.toThrow();
});

test('undeclared HTML is no page at all', async () => {
  await expect(page.goto(`${platform.api}/takeover/undeclared`)).rejects.toThrow(/download/i);
});

test('no page of the host, run whatever may in it, can register a service worker', async () => {
  await page.goto(`${platform.api}/no-such-api`);
  expect(await page.evaluate('window.isSecureContext')).toBe(true);
  await expect(registered()).rejects.toThrow(/403|ServiceWorker/);
  expect(await page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)')).toBe(0);
});

test('after all that, the authorisation server answers for itself', async () => {
  for (const path of ['/oauth2/callback?code=secret&state=1', '/oauth2/jwks', '/hello-world/_ping']) {
    const response = await page.goto(`${platform.api}${path}`);
    expect(response?.fromServiceWorker()).toBe(false);
    expect(await page.content()).not.toContain('stolen');
  }
});
