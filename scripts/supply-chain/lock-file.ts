import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const packageSchema = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  deprecated: z.string().optional(),
  /** Only development needs it: it is neither deployed nor installed by a producer. */
  dev: z.boolean().default(false),
  /** It comes inside another package, whose checksum covers it. */
  inBundle: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});

export interface LockedPackage extends z.infer<typeof packageSchema> {
  readonly name: string;
  /** Where it is installed, as the lock file and `npm audit` name it. */
  readonly path: string;
}

/** Every package that `npm ci` installs in `folder`. */
export function lockedPackages(folder: string): readonly LockedPackage[] {
  const lock: unknown = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const { packages } = z.object({ packages: z.record(z.string(), packageSchema) }).parse(lock);
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, found]) => ({ ...found, path, name: path.slice(path.lastIndexOf('node_modules/') + 13) }));
}
