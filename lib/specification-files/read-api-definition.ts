import { dirname } from 'node:path';
import { parseApiDefinition, type ReadApiDefinition } from '../../domain/api-definition/parse-api-definition';
import type { ReadFile } from '../../domain/api-definition/references';
import { Failure } from '../../domain/failure';
import { makeFolderReader, readNamedFile } from './folder-reader';
import { isArchive, isFolder, type RootFile, rootInArchive, rootInFolder } from './root-file';

export type { ReadApiDefinition } from '../../domain/api-definition/parse-api-definition';

export interface DefinitionSource {
  /**
   * Path of an OpenAPI 3.0, 3.1 or 3.2 file, YAML or JSON, whose relative `$ref`s are read beside it; or of the folder or
   * the zip file that holds such a file and those that it refers to.
   */
  readonly file: string;
  /** Folder that the file stands in and that its `$ref`s do not leave. @default the one that holds the file itself */
  readonly folder?: string;
  /** Overrules the name made from the base path. */
  readonly name?: string;
  /** Overrules `servers[0].url`. */
  readonly basePath?: string;
}

/**
 * Synchronous, because a construct's constructor waits for it.
 * @throws Failure `invalid_definition`: one line for each error, `<file>:<line>: <what is wrong>; <the fix>`.
 */
export function readApiDefinition({ folder, ...source }: DefinitionSource): ReadApiDefinition {
  const { file, readFile, text } = found(source.file, folder);
  if (typeof text !== 'string') {
    const what =
      text === undefined ? 'cannot be read; give the path of an OpenAPI file' : `cannot be read: ${text.refused}`;
    throw new Failure('invalid_definition', `${file}:1: ${what}`);
  }
  return parseApiDefinition({ ...source, file, text, readFile });
}

function found(named: string, folder: string | undefined): RootFile & { readonly text: ReturnType<ReadFile> } {
  if (isFolder(named) || isArchive(named)) {
    const root = isArchive(named) ? rootInArchive(named) : rootInFolder(named);
    return { ...root, text: root.readFile(root.file) };
  }
  const readFile = makeFolderReader(folder ?? dirname(named));
  return { file: named, readFile, text: (folder === undefined ? readNamedFile : readFile)(named) };
}
