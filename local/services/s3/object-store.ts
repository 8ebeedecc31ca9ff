import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const objectRecord = z.object({
  key: z.string(),
  size: z.number(),
  /** MD5 in hex, quoted as S3 sends it. */
  etag: z.string(),
  contentType: z.string(),
  cacheControl: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  lastModified: z.iso.datetime(),
});
export type ObjectRecord = z.infer<typeof objectRecord>;

/** Encryption at rest under the bucket's key. */
export interface AtRest {
  seal(body: Buffer): Buffer;
  open(sealed: Buffer): Buffer;
}

const asItIs: AtRest = { seal: (body) => body, open: (body) => body };

/**
 * The objects of one bucket: each a file under `<folder>/objects/<key>`, what S3 remembers of it beside it under
 * `<folder>/records`. No two keys may be such that one is a folder of the other (`a` and `a/b`).
 */
export class ObjectStore {
  readonly #folder: string;
  readonly #atRest: AtRest;
  readonly #onCreated: (object: ObjectRecord) => void;
  readonly #records = new Map<string, ObjectRecord>();
  /** Objects that are files elsewhere, such as CDK's assets: shown, never copied. */
  readonly #links = new Map<string, string>();

  constructor(folder: string, atRest: AtRest = asItIs, onCreated: (object: ObjectRecord) => void = () => undefined) {
    this.#folder = folder;
    this.#atRest = atRest;
    this.#onCreated = onCreated;
    const records = join(folder, 'records');
    if (!existsSync(records)) return;
    for (const entry of readdirSync(records, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const record = objectRecord.parse(JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8')));
      this.#records.set(record.key, record);
    }
  }

  find(key: string): ObjectRecord | undefined {
    return this.#records.get(key);
  }

  read(key: string): Buffer {
    const link = this.#links.get(key);
    return link === undefined ? this.#atRest.open(readFileSync(this.#file('objects', key))) : readFileSync(link);
  }

  /** Shows a file as an object for as long as the host runs. */
  link(key: string, file: string, lastModified: Date): void {
    const body = readFileSync(file);
    const record = { key, contentType: 'application/json', metadata: {}, lastModified: lastModified.toISOString() };
    this.#records.set(key, { ...record, size: body.length, etag: etagOf(body) });
    this.#links.set(key, file);
  }

  put(record: Omit<ObjectRecord, 'size' | 'etag'>, body: Buffer): ObjectRecord {
    const stored = { ...record, size: body.length, etag: etagOf(body) };
    write(this.#file('objects', record.key), this.#atRest.seal(body));
    write(`${this.#file('records', record.key)}.json`, JSON.stringify(stored));
    this.#records.set(record.key, stored);
    this.#onCreated(stored);
    return stored;
  }

  delete(key: string): void {
    if (!this.#records.delete(key) || this.#links.delete(key)) return;
    for (const file of [this.#file('objects', key), `${this.#file('records', key)}.json`]) {
      rmSync(file, { force: true });
      removeEmptyFolders(dirname(file), this.#folder);
    }
  }

  /** In the order of S3's listings: by the keys' UTF-8 bytes. */
  list(prefix = ''): readonly ObjectRecord[] {
    return [...this.#records.values()]
      .filter(({ key }) => key.startsWith(prefix))
      .sort((left, right) => Buffer.compare(Buffer.from(left.key), Buffer.from(right.key)));
  }

  #file(kind: 'objects' | 'records', key: string): string {
    return join(this.#folder, kind, objectPath(key));
  }
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function removeEmptyFolders(folder: string, top: string): void {
  if (folder === top || !folder.startsWith(top) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyFolders(dirname(folder), top);
}

/**
 * An object key as a path below its bucket's folder, so that a person can look at the files. Characters that a file
 * system may not hold are percent-encoded, and so are `.` and `..`, which would leave the folder.
 */
const objectPath = (key: string): string => key.split('/').map(encodeSegment).join('/');

function encodeSegment(segment: string): string {
  if (/^\.{0,2}$/.test(segment)) return `%${segment.replaceAll('.', '2E')}`;
  return encodeURIComponent(segment).replaceAll('%3D', '=').replaceAll('*', '%2A');
}
