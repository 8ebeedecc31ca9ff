import type { Exchange, Route, StagePath } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import type { ApiStage, GatewayModel, RestApi } from '../model/gateway-model';

const apiHost = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** Whether a host name is API Gateway's own for one API. */
export const isApiHost = (name: string): boolean => apiHost.test(name);

/** API and stage of a call to such a host, whose paths start with the stage. */
function findStage({ apis }: GatewayModel, host: string, path: string) {
  const api = apis.get(apiHost.exec(host)?.[1] ?? '');
  const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const stage = api?.stages.get(name);
  return api?.answersOnOwnHost && stage ? { api, stage, path: rest || '/' } : undefined;
}

/** Which API and stage a request is for, by its host and its base path. */
export function findTarget(model: GatewayModel, { domainName, request }: Exchange): StagePath {
  const { domains, apis } = model;
  const own = findStage(model, domainName, request.path);
  if (own) return { ...own, api: asDeployed(own), basePath: '(none)', eventPath: own.path };
  const mapping = findMapping(domains.get(domainName) ?? new Map(), request.path);
  const api = mapping && apis.get(mapping.apiId);
  const stage = mapping && api?.stages.get(mapping.stage);
  if (!mapping || !api || !stage) throw new GatewayFailure('DEFAULT_4XX', { status: 403, text: 'Forbidden' });
  const { basePath, path } = mapping;
  return { api: asDeployed({ api, stage }), stage, basePath, path, eventPath: request.path };
}

const asDeployed = ({ api, stage }: Pick<StagePath, 'api' | 'stage'>): RestApi => ({
  ...api,
  ...api.deployments.get(stage.deploymentId),
});

interface MappedPath extends ApiStage {
  /** The base path that matched; `(none)` for the mapping of the whole domain. */
  readonly basePath: string;
  /** The rest of the path, as the API's resources see it. */
  readonly path: string;
}

/**
 * API Gateway evaluates mappings from the longest to the shortest base path, on whole segments, with regard to case.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
function findMapping(mappings: ReadonlyMap<string, ApiStage>, path: string): MappedPath | undefined {
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

/**
 * The most specific resource that has the method, or ANY: segment by segment a literal beats `{parameter}` beats
 * `{greedy+}`. A resource without the method does not hide a less specific one that has it, and trailing slashes do not
 * count: both as observed of AWS by LocalStack's validated tests (localstack/localstack#9208), where the guide is silent
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html).
 */
export function findRoute(api: RestApi, httpMethod: string, path: string): Route | undefined {
  const wanted = segmentsOf(path.replace(/\/+$/, ''));
  let best: (Route & { rank: string }) | undefined;
  for (const resource of api.resources.values()) {
    const method = resource.methods.get(httpMethod) ?? resource.methods.get('ANY');
    const match = method && matchTemplate(segmentsOf(resource.path), wanted);
    if (method && match && (!best || match.rank < best.rank)) best = { resource, method, ...match };
  }
  return best;
}

const segmentsOf = (path: string): string[] => path.split('/').slice(path === '/' ? 2 : 1);

/** `rank` orders matches: one character a segment, the more specific the smaller. */
function matchTemplate(template: string[], wanted: string[]) {
  const parameters = new Map<string, string>();
  let rank = '';
  for (const [index, part] of template.entries()) {
    const segment = wanted[index];
    if (segment === undefined) return undefined;
    const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
    if (!name?.[1]) {
      if (part !== segment) return undefined;
      rank += 'a';
    } else if (name[2]) {
      const rest = wanted.slice(index).join('/');
      return rest ? { parameters: Object.fromEntries([...parameters, [name[1], rest]]), rank: `${rank}c` } : undefined;
    } else {
      if (!segment) return undefined;
      parameters.set(name[1], segment);
      rank += 'b';
    }
  }
  return template.length === wanted.length ? { parameters: Object.fromEntries(parameters), rank } : undefined;
}
