import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the embedded cloud keeps between runs. */
export interface StateFolder {
  readonly path: string;
  /** The JSON document saved under that name, or `undefined`. */
  load(name: string): unknown;
  /** Readable by this user only: a document may hold a key. */
  save(name: string, value: unknown): void;
  remove(name: string): void;
}

/** JSON documents under `<path>/documents`, each written whole so that a crash leaves the old or the new one. */
export function openStateFolder(path: string): StateFolder {
  const fileOf = (name: string) => join(path, 'documents', `${name}.json`);
  return {
    path,
    load: (name) => (existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : undefined),
    save(name, value) {
      const file = fileOf(name);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    remove: (name) => rmSync(fileOf(name), { force: true }),
  };
}
