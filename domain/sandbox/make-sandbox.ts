import type { ApiDefinition } from '../api-definition/api-definition';
import { allowedMethods, withHeads } from '../api-definition/implied-operations';
import { matchOperation } from '../api-definition/match-operation';
import { errorResponse, Refusal } from '../errors/refusal';
import { refuseLargeBody, refuseServiceWorker } from '../errors/refuse-request';
import { type HttpRequest, type HttpResponse, jsonResponse } from '../http/http-message';
import { inertAnswer } from '../http/inert-answer';
import { type RequestIds, withRequestIds } from '../http/request-ids';
import { schemaChecks } from '../json-schema/schema-check';
import { exampleResponse } from './answer-from-examples';
import type { MatchedRequest } from './check-parameters';
import { checkRequest } from './check-request';

export interface SandboxNeeds {
  readonly definition: ApiDefinition;
  /** Told of what is no Refusal: a fault of the sandbox itself. */
  readonly onFault: (error: unknown) => void;
}

export interface SandboxCall {
  readonly request: HttpRequest;
  readonly ids: RequestIds;
}

/** An API's sandbox: open to everyone, strict about requests, and answering from the API's examples. */
export function makeSandbox({ definition, onFault }: SandboxNeeds): (call: SandboxCall) => Promise<HttpResponse> {
  const operations = withHeads(definition.operations);
  const { schemas = [] } = definition;
  const checked = { schemas, checks: schemaChecks(schemas, 'request') };
  return async ({ request, ids }) => {
    const finish = ({ body, ...rest }: HttpResponse): HttpResponse =>
      withRequestIds(inertAnswer(body === undefined || request.method === 'HEAD' ? rest : { ...rest, body }), ids);
    try {
      refuseServiceWorker(request);
      return finish(answer({ ...definition, operations }, request, checked));
    } catch (error) {
      if (!(error instanceof Refusal)) onFault(error);
      return finish(errorResponse(definition.errorFormat, error, ids.requestId));
    }
  };
}

function answer(
  definition: ApiDefinition,
  request: HttpRequest,
  checked: Pick<MatchedRequest, 'schemas' | 'checks'>,
): HttpResponse {
  const { method, path, headers } = request;
  if (path === '/_ping' && (method === 'GET' || method === 'HEAD')) return ping(definition);
  const allow = method === 'OPTIONS' ? allowedMethods(definition.operations, path) : undefined;
  if (allow) return { status: 204, headers: [['Allow', allow]] };
  const match = matchOperation(definition.operations, method, path);
  if (match === undefined) {
    throw new Refusal({ code: 'RESOURCE_NOT_FOUND', diagnostics: 'This API has no such operation.' });
  }
  refuseLargeBody(request);
  checkRequest({ ...match, request, ...checked });
  return exampleResponse(match.operation, headers, checked.schemas);
}

/** A sandbox is made from the API's file alone, so the file's version is its only release. */
const ping = ({ version }: ApiDefinition): HttpResponse =>
  jsonResponse(200, { version, revision: 'sandbox', releaseId: 'sandbox', commitId: 'sandbox' });
