import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { limits } from '../../domain/api-definition/limits';
import type { ReadFile } from '../../domain/api-definition/references';

export const specificationExtensions = ['.yaml', '.yml', '.json'];

/**
 * Reads the files of one folder and of the folders in it, and nothing else of the machine: no other path and no link
 * that leads to one, no hidden file, none that is not YAML or JSON by its name, no device, and no more than the limits.
 */
export function makeFolderReader(folder: string): ReadFile {
  const top = resolve(folder);
  let files = 0;
  let bytes = 0;

  return (file) => {
    const path = relative(top, resolve(file));
    if (leaves(path))
      return { refused: `it leaves the folder ${folder}; move the file into it, or state a folder that holds both` };
    if (!isSpecification(path)) return { refused: 'it names no .yaml, .yml or .json file; refer to one' };
    if (path.split(sep).some((segment) => segment.startsWith('.'))) {
      return { refused: 'it names a hidden file; refer to one whose path has no name that begins with "."' };
    }
    const [realTop, real] = [realPath(top), realPath(file)];
    if (realTop === undefined || real === undefined) return undefined;
    if (leaves(relative(realTop, real)) || !isSpecification(real)) {
      return { refused: `it is a link out of the folder ${folder}; put the file itself into that folder` };
    }
    files += 1;
    if (files > limits.files) return { refused: `it is one file too many; an API may have ${limits.files}` };
    const text = readRegularFile(real, Math.min(limits.fileBytes, limits.allBytes - bytes));
    if (typeof text === 'string') bytes += Buffer.byteLength(text);
    return text;
  };
}

/** Text of the file that somebody named to start with, wherever it is; links are followed. */
export const readNamedFile: ReadFile = (file) => readRegularFile(realPath(file), limits.fileBytes);

const leaves = (path: string): boolean => path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);

const isSpecification = (file: string): boolean => specificationExtensions.includes(extname(file).toLowerCase());

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function readRegularFile(file: string | undefined, most: number): ReturnType<ReadFile> {
  const bytes = readBytes(file, most);
  return bytes instanceof Uint8Array ? textOf(bytes) : bytes;
}

/** RFC 8259 §8.1, YAML 1.2.2 §5.1: other encodings would be read as letters that nobody wrote. UTF-16 is full of zeros. */
export const textOf = (bytes: Uint8Array): string | { readonly refused: string } =>
  isUtf8(bytes) && !bytes.includes(0)
    ? new TextDecoder().decode(bytes)
    : { refused: 'it is not text in UTF-8; save it as UTF-8' };

/** Never waits for a pipe, and never reads without end what has no size. */
export function readBytes(file: string | undefined, most: number): Buffer | undefined | { readonly refused: string } {
  const handle = file === undefined ? undefined : opened(file);
  if (handle === undefined) return undefined;
  try {
    if (!fstatSync(handle).isFile()) return { refused: 'it is no regular file; name one' };
    const buffer = Buffer.alloc(Math.min(fstatSync(handle).size, most) + 1);
    const read = readSync(handle, buffer, 0, buffer.length, 0);
    if (read > most) return { refused: `it is beyond the limit of ${most} bytes; split it` };
    return buffer.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

function opened(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
}
