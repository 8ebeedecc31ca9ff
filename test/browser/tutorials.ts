import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Meanwhile, printedCommands, run } from './printed-commands';

/** Follows tutorials in one folder, block by block, as the pages print them. */
export class Newcomer {
  readonly #page: Page;
  readonly folder: string;

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.folder = folder;
  }

  save(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text, { mode: 0o600 });
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** The blocks of a page, each run when it is asked for, in their order. */
  async follow(path: string): Promise<{ next(meanwhile?: Meanwhile): Promise<string>; left(): number }> {
    await this.#page.goto(path);
    const blocks = await printedCommands(this.#page);
    let at = 0;
    return {
      next: (meanwhile) => run(this.folder, blocks[at++] ?? 'false', meanwhile),
      left: () => blocks.length - at,
    };
  }
}

/** Whoever sits before the browser opens the address that the program prints, and chooses a test user. */
export function signsIn(browser: Browser, user: string): Meanwhile {
  let opened = false;
  return async (printed) => {
    const address = /Open in a browser: (\S+)\n/.exec(printed)?.[1];
    if (opened || !address) return;
    opened = true;
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(address);
    await page.getByRole('link', { name: user, exact: true }).click();
    await page.getByText('Signed in').waitFor();
    await context.close();
  };
}
