/** Where API Gateway says a request went. */
export interface GatewayPath {
  readonly path: string;
  readonly stage: string;
  /** Of the request's context. */
  readonly whole: string;
}

/**
 * The path below an API's base path, percent-encoded as received. On the API's own address the context's path is the
 * stage and the path; on a custom domain both are the same and start with the base path.
 */
export const pathBelow = (basePath: string, { path, stage, whole }: GatewayPath): string =>
  whole === `/${stage}${path}` ? path : belowBase(basePath, path);

/** A path with an API's base path taken off, where it begins with that. */
export function belowBase(basePath: string, path: string): string {
  const below = path === basePath || path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  return below === '' ? '/' : below;
}
