import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { Failure } from '../../../domain/failure';

/** A file with one operation, `GET /hello`, whose parts a test replaces. */
export const anOpenApiFile = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
  openapi: '3.0.3',
  info: { title: 'Hello', version: '1.0.0' },
  servers: [{ url: 'https://api.example.nhs.uk/hello' }],
  paths: { '/hello': { get: anOperation() } },
  ...parts,
});

export const anOperation = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
  responses: { '200': { description: 'OK' } },
  ...parts,
});

export const read = (document: unknown, files: Record<string, string> = {}) =>
  parseApiDefinition({
    file: 'api.json',
    text: JSON.stringify(document, undefined, 2),
    readFile: (file) => files[file],
  });

/** The lines of the failure with which reading ends. */
export function errorsOf(text: string, files: Record<string, string> = {}): string[] {
  try {
    parseApiDefinition({ file: 'api.yaml', text, readFile: (file) => files[file] });
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid_definition') return error.message.split('\n');
    throw error;
  }
  return [];
}
