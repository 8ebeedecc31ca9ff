import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Platform, scratchFolder, startPlatform } from '../journeys/platform';
import { bearer, userToken } from '../journeys/sign-in';
import { aChromium } from './a-chromium';
import { aPage } from './a-developer';
import { ownFiles } from './own-files';

const specs = scratchFolder();
let platform: Platform;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  for (const [name, text] of ownFiles.flatMap(({ files }) => Object.entries(files))) {
    mkdirSync(dirname(join(specs, name)), { recursive: true });
    writeFileSync(join(specs, name), text);
  }
  [platform, browser] = await Promise.all([startPlatform({ specs }), aChromium()]);
  page = await aPage(browser, platform);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  rmSync(specs, { recursive: true, force: true });
});

test('there are twelve', () => expect(ownFiles).toHaveLength(12));

describe.each(ownFiles)('the file $kind', ({ kind, call, answers = /$^/, shows = /$^/, told }) => {
  if (told !== undefined) test('is told of', () => expect(platform.output()).toMatch(told));
  if (call === undefined) return;

  test('is called as it is published', async () => {
    const { status, headers } = await fetch(`${platform.api}/kind-${kind}${call}`, {
      headers: bearer(await userToken(platform, 'cis2', '656005750104')),
    });
    expect([status, headers.get('x-request-id')]).toEqual([200, expect.any(String)]);
  });

  test('is answered by its sandbox', async () => {
    const answer = await fetch(`${platform.sandbox}/kind-${kind}${call}`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(answers)]);
  });

  test('is read in the portal', async () => {
    await page.goto(`/catalogue/kind-${kind}/specification`);
    expect(await page.locator('main').textContent()).toMatch(shows);
  });
});
