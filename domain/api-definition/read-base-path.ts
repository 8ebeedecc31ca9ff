import { basePath } from './api-definition';
import { limits } from './limits';
import type { Problems } from './problems';
import type { SpecNode } from './spec-node';

/**
 * The base path from `servers[0].url`, absolute or relative, its variables replaced by their defaults, or from the next
 * server whose path can be served; where the first gives none, the title in kebab-case, with a warning.
 */
export function readBasePath(root: SpecNode, title: string, problems: Problems): string {
  const servers = root.child('servers').children().slice(0, mostServers);
  const paths = servers.map((server) => ({ server, path: pathOf(withDefaults(server)) }));
  const [first] = paths;
  if (first?.path === undefined) return fromTitle(root, title, problems);
  const chosen = paths.find(({ path }) => path !== undefined && isServable(path)) ?? first;
  const { server, path = '' } = chosen;
  if (isReservedBasePath(path)) problems.error(server.child('url'), reservedFor(path));
  else if (!isServable(path)) {
    problems.error(server.child('url'), `base path "${path}" cannot be served; ${allowed}`);
  } else if (server !== servers[0]) {
    const what = `the base path of servers[0].url cannot be served, so ${path} of another is used`;
    problems.warning(servers[0]?.child('url') ?? root, `${what}; ${allowed}`);
  }
  return path;
}

const mostServers = 100;
const allowed =
  'use up to 100 characters, letters, digits and ". _ ~ + -" between single slashes, none of them dots alone';

function fromTitle(root: SpecNode, title: string, problems: Problems): string {
  const made = `/${kebab(title)}`;
  const server = root.child('servers').child('0');
  const at = !server.exists ? root : server.child('url');
  if (title !== '' && made === '/') {
    const fix = 'write a URL with a path, such as https://api.example/records';
    problems.error(at, `servers[0].url gives no base path, and the title has no letter to make one of; ${fix}`);
    return made;
  }
  if (isReservedBasePath(made)) problems.error(at, reservedFor(made));
  else problems.warning(at, `servers[0].url gives no base path, so ${made} is used; write a URL with a path`);
  return made;
}

/** A base path given instead of the file's own, with or without its leading slash. */
export function givenBasePath(given: string, file: string, problems: Problems): string {
  const path = `/${given.replaceAll(/^\/+|\/+$/g, '')}`;
  if (isReservedBasePath(path)) problems.error(`${file}:1`, reservedFor(path));
  else if (!isServable(path)) {
    problems.error(`${file}:1`, `base path "${given}" cannot be served; ${allowed}`);
  }
  return path;
}

const isServable = (path: string): boolean => basePath.safeParse(path).success;

/**
 * `oauth2` is the authorisation server's, `.well-known` speaks for the host that all share (RFC 8615), and API Gateway
 * keeps the others on a custom domain.
 */
const reserved = ['oauth2', '.well-known', 'ping', 'sping'];

export const isReservedBasePath = (path: string): boolean => reserved.includes(path.split('/')[1]?.toLowerCase() ?? '');

const reservedFor = (path: string): string =>
  `base path "${path}" is reserved for the platform; choose one that does not begin with ${reserved.map((each) => `/${each}`).join(', ')}`;

/** `/personal-demographics/FHIR/R4` → `personal-demographics-fhir-r4` */
export function nameFrom(basePath: string): string {
  const name = kebab(basePath);
  return /^[a-z]/.test(name) ? name : `api-${name}`.replace(/-$/, '');
}

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** A part that is longer than any path goes no further, and what is made of it cannot be served. */
const bounded = (part: string): string => part.slice(0, limits.pathCharacters);

function withDefaults(server: SpecNode): string {
  const url = bounded(server.child('url').text ?? '');
  return url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = server.child('variables').child(name).child('default').scalar;
    return typeof value === 'string' || typeof value === 'number' ? bounded(String(value)) : whole;
  });
}

function pathOf(url: string): string | undefined {
  const path = url.startsWith('/') ? url : url.match(/^https?:\/\/[^/?#\s]+(\/[^?#]*)/i)?.[1];
  const trimmed = path?.replace(/(?<!\/)\/+$/, '');
  return trimmed === '' ? undefined : trimmed;
}
