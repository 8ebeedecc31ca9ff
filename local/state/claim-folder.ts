import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  mkdirSync(folder, { recursive: true });
  writeFileSync(note, endpointUrl);
}

const answers = (endpointUrl: string): Promise<boolean> =>
  fetch(`${endpointUrl}/_dip/health`).then(
    () => true,
    () => false,
  );
