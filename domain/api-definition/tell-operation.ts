import type { AccessMode } from '../credentials/access-mode';
import type { Operation } from './api-definition';
import { allowedMethods, withHeads } from './implied-operations';
import { matchOperation } from './match-operation';

/** What arrives at an API's one route, told apart. */
export interface ToldOperation {
  /** Path template as declared, or the route that takes what nobody declares. */
  readonly path: string;
  /** The same as the access record shows it. */
  readonly route: string;
  /** Empty where anyone may call: an open operation, what the platform answers itself, and what nobody declares. */
  readonly access: readonly AccessMode[];
}

type Told = Pick<Operation, 'method' | 'path' | 'access'>;

/** What an API in the explicit form shows of a call that no method of its own takes. */
const undeclared = '/{proxy+}';

/** Which operation a call is for, as the relay decides it again. `path` is below the base path, as received. */
export function tellOperation(operations: readonly Told[], method: string, path: string): ToldOperation {
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && path === '/_ping') return told(path);
  if (isRead && path === '/_status') return told(path, ['app-level0']);
  const all = withHeads(operations);
  const declared = matchOperation(all, method, path)?.operation;
  if (declared) return told(declared.path, declared.access);
  return told(impliedPath(all, method, path) ?? (path === '/' ? path : undeclared));
}

/** API Gateway puts the lines of its log together without looking, and each is to be JSON. */
const told = (path: string, access: ToldOperation['access'] = []): ToldOperation => ({
  path,
  route: path.replaceAll(/["\\]/g, encodeURIComponent),
  access,
});

/** `OPTIONS` of a path that is declared for other methods. */
function impliedPath(operations: readonly Told[], method: string, path: string): string | undefined {
  const [first] = method === 'OPTIONS' ? (allowedMethods(operations, path)?.split(', ') ?? []) : [];
  return first && matchOperation(operations, first, path)?.operation.path;
}
