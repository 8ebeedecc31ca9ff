import type { AccessMode } from '../credentials/access-mode';
import type { ApiDefinition, HttpMethod, Operation } from './api-definition';
import { isGatewayLiteral } from './operation-pattern';
import { partsOf, segmentsOf } from './path-template';

/** One method of one API Gateway resource. */
export interface GatewayRoute {
  /** Resource path below the base path in API Gateway's spelling: `/FHIR/R4/{operation}`. */
  readonly path: string;
  readonly method: HttpMethod;
  /** The API's operations that arrive here; more than one where `$`-paths share a path parameter. */
  readonly operations: readonly Operation[];
  /** Union of the operations' access modes; empty means open. */
  readonly access: readonly AccessMode[];
}

interface Resource {
  readonly path: string;
  readonly literals: Map<string, Resource>;
  variable: Resource | undefined;
}

/**
 * Lays the operations on API Gateway's tree of resources, where a segment is a literal of few characters or a whole
 * parameter, and siblings share one parameter.
 */
export function planRoutes({ operations }: Pick<ApiDefinition, 'operations'>): GatewayRoute[] {
  const root: Resource = { path: '/', literals: new Map(), variable: undefined };
  const names = parameterNames(operations);
  const routes = new Map<string, { path: string; method: HttpMethod; operations: Operation[] }>();
  for (const operation of operations) {
    const { path } = gatewaySegments(operation.path).reduce((at, segment) => descend(at, segment, names), root);
    const key = `${operation.method} ${path}`;
    const route = routes.get(key) ?? { path, method: operation.method, operations: [] };
    route.operations.push(operation);
    routes.set(key, route);
  }
  return [...routes.values()].map((route) => ({
    ...route,
    access: [...new Set(route.operations.flatMap(({ access }) => access))],
  }));
}

/**
 * The resource paths that need a method `ANY`, so that the relay answers for whatever the API does not declare. A
 * greedy `{proxy+}` cannot stand beside a parameter (API Gateway: "a sibling already has a variable path part"), so
 * below a parameter at the root the catch-all moves down a level.
 */
export function catchAllPaths(routes: readonly Pick<GatewayRoute, 'path'>[]): string[] {
  const paths = ['/'];
  let at = '';
  for (;;) {
    const depth = at.split('/').length;
    const below = routes.filter(({ path }) => path.startsWith(`${at}/`)).map(({ path }) => path.split('/')[depth]);
    const variable = below.find((segment) => segment?.startsWith('{'));
    if (variable === undefined) return [...paths, `${at}/{proxy+}`];
    at = `${at}/${variable}`;
    paths.push(at);
  }
}

/** API Gateway takes `/hello/` and `/hello` for one resource. */
const gatewaySegments = (path: string): string[] => segmentsOf(path).filter((segment) => segment !== '');

function descend(parent: Resource, segment: string, names: ReadonlyMap<string, string>): Resource {
  const prefix = parent.path === '/' ? '' : parent.path;
  const make = (part: string): Resource => ({ path: `${prefix}/${part}`, literals: new Map(), variable: undefined });
  if (!isGatewayLiteral(segment)) {
    parent.variable ??= make(`{${unused(names.get(shape(parent.path)) ?? 'operation', parent.path)}}`);
    return parent.variable;
  }
  const child = parent.literals.get(segment) ?? make(segment);
  parent.literals.set(segment, child);
  return child;
}

/** By parent resource, the name its parameter has in the file: a real one rather than one made up for a `$`-path. */
function parameterNames(operations: readonly Operation[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { path } of operations) {
    let parent = '/';
    for (const segment of gatewaySegments(path)) {
      const [part, ...more] = partsOf(segment);
      if (part && 'parameter' in part && more.length === 0 && !names.has(parent)) {
        names.set(parent, part.parameter.replaceAll(/[^A-Za-z0-9._-]/g, '-'));
      }
      parent = `${parent === '/' ? '' : parent}/${isGatewayLiteral(segment) ? segment : '{}'}`;
    }
  }
  return names;
}

const shape = (gatewayPath: string): string => gatewayPath.replaceAll(/\{[^}]*\}/g, '{}');

function unused(name: string, parentPath: string): string {
  return parentPath.includes(`{${name}}`) ? unused(`${name}-below`, parentPath) : name;
}
