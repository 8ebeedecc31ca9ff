import type { HttpMethod, Operation } from './api-definition';
import { matchOperation } from './match-operation';
import type { GatewayRoute } from './plan-routes';

type Located = Pick<Operation, 'method' | 'path'>;

/** The operations of an API, and HEAD wherever it declares GET and not HEAD: whoever serves one serves both (RFC 9110 §9.1). */
export function withHeads<O extends Located>(operations: readonly O[]): O[] {
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

/** Methods and resources that leave room for the rest of an API's stack, of which CloudFormation takes 500. */
const mostRoutes = 400;

/** The methods of API Gateway that the declared ones imply; none where the stack would have no room for them all. */
export function impliedRoutes(routes: readonly GatewayRoute[]): GatewayRoute[] {
  const at = (path: string, method: HttpMethod) => routes.some((one) => one.path === path && one.method === method);
  const heads = routes
    .filter(({ path, method }) => method === 'GET' && !at(path, 'HEAD'))
    .map((route) => ({ ...route, method: 'HEAD' as const }));
  const paths = [...new Set(routes.map(({ path }) => path))];
  const options = paths
    .filter((path) => !at(path, 'OPTIONS'))
    .map((path) => ({ path, method: 'OPTIONS' as const, operations: [], access: [] }));
  const resources = new Set(paths.flatMap(withParents)).size;
  return resources + routes.length + heads.length + options.length > mostRoutes ? [] : [...heads, ...options];
}

const withParents = (path: string): string[] =>
  path.split('/').map((_, index, segments) => segments.slice(0, index + 1).join('/'));
