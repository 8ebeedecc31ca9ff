import { dirname, join } from 'node:path';
import { parseSourceFile } from '../../../domain/api-definition/source-file';
import { Failure } from '../../../domain/failure';
import { isRecord } from '../../../domain/record';
import { readNamedFile } from '../../specification-files/folder-reader';
import { type Publication, publicationSource } from './publication';
import { type ReadPublication, withSpecification } from './read-specification';

/**
 * What a producer states of an API in a JSON or YAML file, with the OpenAPI file that it names. Paths in it begin at its
 * own folder, which is also the one that `$ref`s do not leave where it names no other. `ApiProxy` judges the rest, and
 * names the file's lines.
 * @throws Failure where one of the two cannot be read.
 */
export function readPublication(file: string): ReadPublication {
  const text = readNamedFile(file);
  if (typeof text !== 'string') {
    const why = text === undefined ? 'is not there; give the path of a publication' : `cannot be read: ${text.refused}`;
    throw new Failure('invalid_configuration', `${file}:1: ${why}`);
  }
  const source = parseSourceFile(file, text);
  if (!('content' in source)) {
    const lines = source.map(
      ({ line, message }) => `${file}:${line}: not JSON or YAML: ${message}; correct the syntax`,
    );
    throw new Failure('invalid_configuration', lines.join('\n'));
  }
  const publication = { folder: '.', ...(isRecord(source.content) ? source.content : {}) } as unknown as Publication;
  const { specification, folder } = publication;
  if (typeof specification !== 'string' || typeof folder !== 'string') {
    const fix = 'name the OpenAPI file that is published, and the folder that holds it or none';
    throw new Failure('invalid_configuration', `${file}:1: specification or folder is no path; ${fix}`);
  }
  const at = (path: string) => join(dirname(file), path);
  const read = withSpecification({ ...publication, specification: at(specification), folder: at(folder) });
  return { ...read, [publicationSource]: source };
}
