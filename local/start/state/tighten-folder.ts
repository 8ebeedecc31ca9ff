import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Takes everybody else's rights from a folder and all that is in it: 0700 and 0600. Links are not followed. */
export function tightenFolder(folder: string): void {
  if (!existsSync(folder)) return;
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) tightenFolder(path);
    else if (entry.isFile()) chmodSync(path, 0o600);
  }
}
