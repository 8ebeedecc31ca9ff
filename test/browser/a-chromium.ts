import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** The system's own, or what `playwright-core install chromium` has fetched. */
export const findChromium = (): string | undefined =>
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()].find(
    existsSync,
  );

const executablePath = findChromium();

/** Absent where this machine has no Chromium: `tsx scripts/install-chromium.ts`. */
export const hasChromium = executablePath !== undefined;

export const aChromium = () =>
  chromium.launch({
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
