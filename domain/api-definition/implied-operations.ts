import type { HttpMethod, Operation } from './api-definition';
import { matchOperation } from './match-operation';
import type { GatewayRoute } from './plan-routes';

type Located = Pick<Operation, 'method' | 'path'>;

/** By what is declared; nobody changes either. */
const known = new WeakMap<readonly Located[], Located[]>();

/** The operations of an API, and HEAD wherever it declares GET and not HEAD: whoever serves one serves both (RFC 9110 §9.1). */
export function withHeads<O extends Located>(operations: readonly O[]): O[] {
  const made = (known.get(operations) as O[] | undefined) ?? headsAdded(operations);
  known.set(operations, made);
  return made;
}

function headsAdded<O extends Located>(operations: readonly O[]): O[] {
  const declared = new Set(operations.filter(({ method }) => method === 'HEAD').map(({ path }) => path));
  const heads = operations.filter(({ method, path }) => method === 'GET' && !declared.has(path));
  return [...operations, ...heads.map((operation) => ({ ...operation, method: 'HEAD' as const }))];
}

const methods: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * What `OPTIONS` of a path answers in `Allow` (RFC 9110 §9.3.7, §10.2.1).
 * @returns undefined where the API declares nothing at that path, or declares OPTIONS itself
 */
export function allowedMethods(operations: readonly Located[], path: string): string | undefined {
  if (matchOperation(operations, 'OPTIONS', path)) return undefined;
  const found = methods.filter((method) => matchOperation(operations, method, path));
  return found.length === 0 ? undefined : [...found, 'OPTIONS'].join(', ');
}

/** The methods of API Gateway that the declared ones imply. */
export function impliedRoutes(routes: readonly GatewayRoute[]): GatewayRoute[] {
  const declared = new Set(routes.map(({ path, method }) => `${method} ${path}`));
  const heads = routes
    .filter(({ path, method }) => method === 'GET' && !declared.has(`HEAD ${path}`))
    .map((route) => ({ ...route, method: 'HEAD' as const }));
  const options = [...new Set(routes.map(({ path }) => path))]
    .filter((path) => !declared.has(`OPTIONS ${path}`))
    .map((path) => ({ path, method: 'OPTIONS' as const, operations: [], access: [] }));
  return [...heads, ...options];
}
