import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
// Zip is how many-file APIs are sent; it reads them without a native part.
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { limits } from '../../domain/api-definition/limits';
import type { ReadFile } from '../../domain/api-definition/references';
import { Failure } from '../../domain/failure';
import { makeFolderReader, readBytes, specificationExtensions, textOf } from './folder-reader';

/** Where an API begins, and how the rest of it is read. */
export interface RootFile {
  readonly file: string;
  readonly readFile: ReadFile;
}

/** The root of a many-file API that is named by its folder. @throws Failure where there is none, or more than one */
export function rootInFolder(folder: string): RootFile {
  const readFile = makeFolderReader(folder);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  return {
    file: join(
      folder,
      rootAmong(folder, names, (name) => readFile(join(folder, name))),
    ),
    readFile,
  };
}

/** The same of a zip file, of which nothing is written to disk. */
export function rootInArchive(archive: string): RootFile {
  const files = unzipped(archive);
  const read: ReadFile = (file) => files.get(posix.normalize(file));
  const depths = [...files.keys()].map((name) => name.split('/').length);
  const top = [...files.keys()].filter((name) => name.split('/').length === Math.min(...depths));
  return { file: rootAmong(archive, top, read), readFile: read };
}

export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
export const isArchive = (path: string): boolean => path.toLowerCase().endsWith('.zip');

const isSpecification = (name: string): boolean =>
  specificationExtensions.some((extension) => name.toLowerCase().endsWith(extension));

function rootAmong(where: string, names: readonly string[], readFile: ReadFile): string {
  const roots: string[] = [];
  let unread: string | undefined;
  for (const name of names.filter(isSpecification)) {
    const text = readFile(name);
    if (typeof text === 'object') unread ??= `${name} cannot be read: ${text.refused}`;
    else if (text !== undefined && beginsOpenApi.test(text.slice(0, 100_000))) roots.push(name);
  }
  const [root, another] = roots;
  if (root !== undefined && another === undefined) return root;
  if (root === undefined && unread !== undefined) throw new Failure('invalid_definition', `${where}:1: ${unread}`);
  const what =
    root === undefined ? 'holds no OpenAPI file' : `holds several OpenAPI files (${roots.slice(0, 5).join(', ')})`;
  throw new Failure('invalid_definition', `${where}:1: ${what}; name the file that the API begins with`);
}

/** Within one line, as blank lines without end would otherwise be gone through again from each of them. */
const beginsOpenApi = /^[ \t]*(\{[ \t]*)?["']?(openapi|swagger)["']?[ \t]*:/m;

/** Octets that are unpacked at once: one of them may become a thousand. */
const step = 16_384;

/**
 * The files of an archive as its octets come, each octet once: the directory at its end may state sizes that are not, as
 * many files as it likes, and the same octets for all of them.
 */
function unzipped(archive: string): ReadonlyMap<string, ReturnType<ReadFile>> {
  const bytes = readBytes(archive, limits.allBytes);
  if (!(bytes instanceof Uint8Array)) {
    throw new Failure('invalid_definition', `${archive}:1: cannot be read; give the path of a zip file`);
  }
  const files = new Map<string, ReturnType<ReadFile>>();
  let isZip = false;
  let left: number = limits.allBytes;
  const take = (file: UnzipFile): void => {
    isZip = true;
    if (!isSpecification(file.name) || !isPlain(file.name)) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      chunks.push(chunk);
      size += chunk.length;
      left -= chunk.length;
      if (files.size >= limits.files || size > limits.fileBytes || left < 0) {
        throw new Failure('invalid_definition', `${archive}:1: ${file.name} is beyond what an API may have; split it`);
      }
      if (isLast) files.set(file.name, textOf(Buffer.concat(chunks)));
    };
    file.start();
  };
  const unzip = new Unzip(take);
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += step)
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch (error) {
    if (error instanceof Failure) throw error;
    isZip = false;
  }
  if (isZip) return files;
  throw new Failure('invalid_definition', `${archive}:1: is no zip file that can be read; pack it again`);
}

/** No hidden file, and none that names a place outside. */
const isPlain = (name: string): boolean =>
  !/[\\\p{Cc}]/u.test(name) && name.split('/').every((segment) => segment !== '' && !segment.startsWith('.'));
