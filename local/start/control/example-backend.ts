import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { type ApiDefinition, apiDefinition } from '../../../domain/api-definition/api-definition';
import { matchOperation } from '../../../domain/api-definition/match-operation';
import { answerFromExamples } from '../../../domain/sandbox/answer-from-examples';
import type { LambdaFunction } from '../../cloud/lambda/lambda-function';

export const backendPath = '/_dip/backend/';

/**
 * Stands in for every API's own backend: `/_dip/backend/<api>/…` answers from the API's examples, which it finds in
 * the folder of the API's sandbox function. It keeps and logs nothing.
 */
export function exampleBackend(functions: () => readonly LambdaFunction[]): RequestListener {
  const definitions = new Map<string, ApiDefinition>();
  const definitionOf = (api: string): ApiDefinition | undefined => {
    const known = definitions.get(api) ?? findDefinition(functions(), api);
    if (known) definitions.set(api, known);
    return known;
  };

  return (request, response) => {
    request.resume();
    const method = request.method ?? 'GET';
    const [, api = '', path = '/'] = /^\/_dip\/backend\/([^/?]+)(\/[^?]*)?/.exec(request.url ?? '') ?? [];
    const definition = definitionOf(api);
    if (!definition) return void response.writeHead(404).end();
    const isHealthcheck =
      path === definition.target?.healthcheck && !matchOperation(definition.operations, method, path);
    if (isHealthcheck)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"pass"}');
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    const answer = answerFromExamples(definition, { method, path, headers });
    for (const [name, value] of answer.headers) response.appendHeader(name, value);
    response.writeHead(answer.status).end(answer.body);
  };
}

/** A sandbox's folder holds the whole definition, a relay's only a part of it. */
function findDefinition(functions: readonly LambdaFunction[], api: string): ApiDefinition | undefined {
  for (const { folder } of functions) {
    const file = join(folder, 'api.json');
    if (!existsSync(file)) continue;
    const value = JSON.parse(readFileSync(file, 'utf8'));
    if (value.name === api) return apiDefinition.parse(value);
  }
  return undefined;
}
