import type { HttpRequest } from '../../../domain/http/http-message';
import { requestIds } from '../../../domain/http/request-ids';
import { makeSandbox } from '../../../domain/sandbox/make-sandbox';
import { read } from '../api-definition/an-openapi-file';

export interface SandboxAnswer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

/** The sandbox of an OpenAPI document, which must not fail by its own fault. */
export function aSandboxOf(document: unknown, files: Record<string, string> = {}) {
  const { definition, warnings } = read(document, files);
  const onFault = (error: unknown) => {
    throw error;
  };
  const sandbox = makeSandbox({ definition, onFault });
  const call = async (request: Partial<HttpRequest> & { readonly path: string }): Promise<SandboxAnswer> => {
    const complete = { method: 'GET', query: [], headers: [], ...request };
    const answer = await sandbox({ request: complete, ids: requestIds(complete.headers, 'gateway-1') });
    return {
      status: answer.status,
      text: Buffer.from(answer.body ?? []).toString('utf8'),
      header: (name) => answer.headers.find(([each]) => each.toLowerCase() === name)?.[1],
    };
  };
  return { call, definition, warnings };
}

export const posted = (body: unknown, contentType = 'application/json'): Partial<HttpRequest> => ({
  method: 'POST',
  headers: [['Content-Type', contentType]],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
