import type { Method, Resource, RestApi } from '../model/gateway-model';

export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  /** Still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
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
