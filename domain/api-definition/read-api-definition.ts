import { dirname } from 'node:path';
import { Failure } from '../failure';
import { makeFolderReader, readNamedFile } from './folder-reader';
import { parseApiDefinition, type ReadApiDefinition } from './parse-api-definition';

export type { ReadApiDefinition } from './parse-api-definition';

export interface DefinitionSource {
  /** Path of an OpenAPI 3.0 or 3.1 file, YAML or JSON; relative `$ref`s are read beside it. */
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
  const { file } = source;
  const readFile = makeFolderReader(folder ?? dirname(file));
  const text = (folder === undefined ? readNamedFile : readFile)(file);
  if (typeof text !== 'string') {
    const what =
      text === undefined ? 'cannot be read; give the path of an OpenAPI file' : `cannot be read: ${text.refused}`;
    throw new Failure('invalid_definition', `${file}:1: ${what}`);
  }
  return parseApiDefinition({ ...source, text, readFile });
}
