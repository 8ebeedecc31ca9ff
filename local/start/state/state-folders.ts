import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Notes who uses a state folder, or throws where another platform that still answers does. Nothing has to be tidied
 * up after a crash: an endpoint that is silent holds no claim.
 */
export async function claimFolder(folder: string, endpointUrl: string): Promise<void> {
  const note = join(folder, 'in-use-by');
  const holder = existsSync(note) ? readFileSync(note, 'utf8') : endpointUrl;
  if (holder !== endpointUrl && (await answers(holder))) {
    throw new Error(
      `${folder} is in use by the platform at ${holder}: stop it, or choose another folder with DIP_STATE`,
    );
  }
  const isOwn = !existsSync(folder) || existsSync(note) || readdirSync(folder).length === 0;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A folder with other things in it keeps its rights.
  if (isOwn) chmodSync(folder, 0o700);
  writeFileSync(note, endpointUrl, { mode: 0o600 });
  chmodSync(note, 0o600);
}

const answers = (endpointUrl: string): Promise<boolean> =>
  fetch(`${endpointUrl}/_dip/health`).then(
    () => true,
    () => false,
  );

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
