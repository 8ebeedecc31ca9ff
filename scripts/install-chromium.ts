/** `tsx scripts/install-chromium.ts`: a Chromium for the browser tests, where this machine has none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../test/browser/a-chromium';

const own = join(__dirname, '..', 'node_modules', '.bin', 'playwright-core');

/** Debian's package, which brings the libraries that a browser needs; elsewhere the build that Playwright publishes. */
const ways: readonly (readonly [command: string, ...args: readonly string[]])[] = [
  ...(existsSync('/etc/debian_version')
    ? [asRoot('apt-get', 'update'), asRoot('apt-get', 'install', '-y', 'chromium')]
    : []),
  [own, 'install', 'chromium'],
];

function asRoot(...command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
}

for (const [command, ...args] of ways) {
  if (findChromium()) break;
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
const found = findChromium();
if (found) console.log(`Chromium: ${found}`);
else {
  console.error('There is no Chromium, and none could be installed: "apt-get install chromium" as root, then again');
  process.exitCode = 1;
}
