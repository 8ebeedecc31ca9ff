import { readFileSync } from 'node:fs';
import { Failure } from '../failure';
import { parseApiDefinition, type ReadApiDefinition } from './parse-api-definition';

export type { ReadApiDefinition } from './parse-api-definition';

export interface DefinitionSource {
  /** Path of an OpenAPI 3.0 or 3.1 file, YAML or JSON; relative `$ref`s are read beside it. */
  readonly file: string;
  /** Overrules the name made from the base path. */
  readonly name?: string;
  /** Overrules `servers[0].url`. */
  readonly basePath?: string;
}

/**
 * Synchronous, because a construct's constructor waits for it.
 * @throws Failure `invalid_definition`: one line for each error, `<file>:<line>: <what is wrong>; <the fix>`.
 */
export function readApiDefinition(source: DefinitionSource): ReadApiDefinition {
  const text = readFile(source.file);
  if (text === undefined) {
    throw new Failure('invalid_definition', `${source.file}:1: cannot be read; give the path of an OpenAPI file`);
  }
  return parseApiDefinition({ ...source, text, readFile });
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
