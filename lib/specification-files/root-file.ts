import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
// Zip is how many-file APIs are sent; it reads them without a native part.
import { unzipSync } from 'fflate';
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
  const read = names.filter(isSpecification).map((name) => ({ name, text: readFile(name) }));
  const roots = read.filter(({ text }) => typeof text === 'string' && beginsOpenApi.test(text.slice(0, 100_000)));
  const [root, another] = roots;
  if (root !== undefined && another === undefined) return root.name;
  for (const { name, text } of root === undefined ? read : []) {
    if (typeof text === 'object')
      throw new Failure('invalid_definition', `${where}:1: ${name} cannot be read: ${text.refused}`);
  }
  const several = roots.slice(0, 5).map(({ name }) => name);
  const what = root === undefined ? 'holds no OpenAPI file' : `holds several OpenAPI files (${several.join(', ')})`;
  throw new Failure('invalid_definition', `${where}:1: ${what}; name the file that the API begins with`);
}

const beginsOpenApi = /^\s*(\{\s*)?["']?(openapi|swagger)["']?\s*:/m;

function unzipped(archive: string): ReadonlyMap<string, ReturnType<ReadFile>> {
  const bytes = readBytes(archive, limits.allBytes);
  if (!(bytes instanceof Uint8Array)) {
    throw new Failure('invalid_definition', `${archive}:1: cannot be read; give the path of a zip file`);
  }
  let files = 0;
  let left: number = limits.allBytes;
  const admitted = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
    if (!isSpecification(name) || !isPlain(name)) return false;
    files += 1;
    left -= originalSize;
    if (files <= limits.files && left >= 0 && originalSize <= limits.fileBytes) return true;
    throw new Failure('invalid_definition', `${archive}:1: ${name} is beyond what an API may have; split it`);
  };
  try {
    return new Map(
      Object.entries(unzipSync(bytes, { filter: admitted })).map(([name, content]) => [name, textOf(content)]),
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('invalid_definition', `${archive}:1: is no zip file that can be read; pack it again`);
  }
}

/** No hidden file, and none that names a place outside. */
const isPlain = (name: string): boolean =>
  !/[\\\p{Cc}]/u.test(name) && name.split('/').every((segment) => segment !== '' && !segment.startsWith('.'));
