import type { ApiDefinition, Operation } from './api-definition';
import { impliedRoutes } from './implied-operations';
import { limits } from './limits';
import { catchAllPaths, type GatewayRoute, planRoutes } from './plan-routes';

/**
 * How a REST API is told its operations: `explicit`, a method for each, or `greedy`, one route for all of them, behind
 * which they are told apart.
 */
export type RoutingForm = 'explicit' | 'greedy';

/** What the definition alone says of how it is published, in every environment and in every stack. */
export interface Routing {
  readonly api: RoutingForm;
  readonly sandbox: RoutingForm;
  /** The declared routes and those that they imply, of the explicit form. */
  readonly routes: readonly GatewayRoute[];
  /** Why the API is behind one route; absent where it is not. */
  readonly because?: string;
}

/** `/_ping` and `/_status`. */
const platformResources = 2;

export function planRouting(definition: Pick<ApiDefinition, 'operations'>): Routing {
  const declared = planRoutes(definition);
  const routes = [...declared, ...impliedRoutes(declared)];
  const resources = resourcesOf([...routes.map(({ path }) => path), ...catchAllPaths(declared)]) + platformResources;
  const parts = resources + routes.length;
  const because =
    unlikeNeighbours(declared) ??
    (resources > limits.gatewayResources
      ? `its paths need ${resources} API Gateway resources, and a REST API may have ${limits.gatewayResources}`
      : parts > limits.routedParts
        ? `its operations need ${parts} resources and methods of API Gateway, and a stack has room for ${limits.routedParts}`
        : undefined);
  const sandbox = because === undefined && 2 * parts <= limits.routedParts ? 'explicit' : 'greedy';
  return { api: because === undefined ? 'explicit' : 'greedy', sandbox, routes, ...(because && { because }) };
}

interface Tree extends Map<string, Tree> {}

/** The root, the paths, and all that lies between. */
function resourcesOf(paths: readonly string[]): number {
  const root: Tree = new Map();
  let count = 1;
  for (const path of paths) {
    let at = root;
    for (const segment of path.split('/').filter((each) => each !== '')) {
      const below: Tree = at.get(segment) ?? new Map();
      if (!at.has(segment)) count += 1;
      at.set(segment, below);
      at = below;
    }
  }
  return count;
}

/** API Gateway asks for a credential by method, so one method cannot serve who has none and refuse who has none. */
function unlikeNeighbours(routes: readonly GatewayRoute[]): string | undefined {
  for (const { operations } of routes) {
    const open = operations.find(({ access }) => access.length === 0);
    const restricted = operations.find(({ access }) => access.length > 0);
    if (open && restricted)
      return `${named(open)} is open and ${named(restricted)} is not, and API Gateway routes them as one`;
  }
  return undefined;
}

const named = ({ method, path }: Operation): string => `${method} ${path}`;
