import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Platform } from '../journeys/platform';
import { emptyFolder, printedCommands, run } from './printed-commands';

/**
 * A walk of somebody who has only what `npm start` prints and what the pages show: no address is typed that neither has
 * said, no value is filled in that they did not give, and each thing done is counted.
 */
export class Walk {
  readonly steps: string[] = [];
  readonly #folder = emptyFolder();
  readonly #platform: Platform;
  readonly #context: BrowserContext;
  readonly #page: Page;

  private constructor(platform: Platform, context: BrowserContext, page: Page) {
    this.#platform = platform;
    this.#context = context;
    this.#page = page;
  }

  static async begin(browser: Browser, platform: Platform): Promise<Walk> {
    const origin = printed(platform, /e-mails +(http:\/\/[^/]+)/);
    const password = readFileSync(printed(platform, /password is in (\S+)\)/), 'utf8').trim();
    const context = await browser.newContext({ httpCredentials: { username: '', password, origin } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return new Walk(platform, context, page);
  }

  async openPortal(): Promise<void> {
    this.#did('open the portal that npm start prints');
    await this.#page.goto(printed(this.#platform, /developer portal +(\S+)/));
  }

  async follow(link: string): Promise<void> {
    this.#did(`follow "${link}"`);
    await this.#page
      .locator('main a, header a', { hasText: new RegExp(`^\\s*${link}\\s*$`) })
      .first()
      .click();
    await this.#page.waitForLoadState();
  }

  async press(button: string): Promise<void> {
    this.#did(`press "${button}"`);
    await this.#page.getByRole('button', { name: button, exact: true }).click();
    await this.#page.waitForLoadState();
  }

  async fill(label: string, value: string): Promise<void> {
    this.#did(`fill in "${label}"`);
    await this.#page.getByLabel(label, { exact: true }).fill(value);
  }

  async choose(label: string, option: string): Promise<void> {
    this.#did(`choose "${option}"`);
    await this.#page.getByLabel(label).selectOption({ label: option });
  }

  /** Runs the block that stands under a heading of the page. @returns what it prints */
  async run(heading: string): Promise<string> {
    this.#did(`run the commands under "${heading}"`);
    const headings = await this.#page.locator('main h2, main pre.app-code').allTextContents();
    const commands = await printedCommands(this.#page);
    const block = headings[headings.findIndex((text) => text.trim() === heading) + 1] ?? '';
    if (!commands.includes(block)) throw new Error(`no commands stand under "${heading}"`);
    return run(this.#folder, block);
  }

  /** Saves what the page shows once, in the file that the tutorial names. */
  async save(file: string, shown: string): Promise<void> {
    this.#did(`save ${file}`);
    writeFileSync(join(this.#folder, file), (await this.#page.locator(shown).textContent()) ?? '', { mode: 0o600 });
  }

  /** The newest code in the outbox that the page leads to, in another tab. */
  async readCode(): Promise<string> {
    this.#did('read the code in the outbox that the page names');
    const outbox = await this.#page.locator('main a[href*="/_dip/outbox"]').getAttribute('href');
    const tab = await this.#context.newPage();
    await tab.goto(outbox ?? '');
    const code = await tab.locator('article strong').first().textContent();
    await tab.close();
    return code ?? '';
  }

  end = (): Promise<void> => this.#context.close();

  #did(step: string): void {
    this.steps.push(step);
  }
}

function printed(platform: Platform, pattern: RegExp): string {
  const [, found] = pattern.exec(platform.output()) ?? [];
  if (found === undefined) throw new Error(`npm start prints nothing like ${pattern}`);
  return found;
}
