import type { ApiStage } from '../model/gateway-model';

export interface MappedPath extends ApiStage {
  /** The base path that matched; `(none)` for the mapping of the whole domain. */
  readonly basePath: string;
  /** The rest of the path, as the API's resources see it. */
  readonly path: string;
}

/**
 * API Gateway evaluates mappings from the longest to the shortest base path, on whole segments, with regard to case.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function findMapping(mappings: ReadonlyMap<string, ApiStage>, path: string): MappedPath | undefined {
  const fits = [...mappings].filter(([key]) => key === '' || path === `/${key}` || path.startsWith(`/${key}/`));
  const [longest] = fits.sort(([a], [b]) => b.length - a.length);
  if (!longest) return undefined;
  const [key, target] = longest;
  return {
    ...target,
    basePath: key || '(none)',
    path: (key ? path.slice(key.length + 1) : path) || '/',
  };
}
