import type { Operation } from '../../../domain/api-definition/api-definition';
import type { HttpRequest } from '../../../domain/http/http-message';
import { requestIds } from '../../../domain/http/request-ids';
import { makeSandbox } from '../../../domain/sandbox/make-sandbox';
import { aDefinition } from '../../builders';

export const anOperation = (overrides: Partial<Operation> = {}): Operation => ({
  id: 'read',
  method: 'GET',
  path: '/Patient/{id}',
  access: ['app-level3'],
  parameters: [],
  responses: [],
  ...overrides,
});

/** A sandbox that must not fail by its own fault. */
export function aSandbox(...operations: Operation[]) {
  const onFault = (error: unknown) => {
    throw error;
  };
  const sandbox = makeSandbox({ definition: aDefinition({ operations }), onFault });
  return async (request: Partial<HttpRequest>) => {
    const complete = { method: 'GET', path: '/Patient/1', query: [], headers: [], ...request };
    const response = await sandbox({ request: complete, ids: requestIds(complete.headers, 'gateway-1') });
    const header = (name: string) => response.headers.find(([each]) => each.toLowerCase() === name)?.[1];
    return { ...response, header, text: Buffer.from(response.body ?? []).toString('utf8') };
  };
}
