import { type IResource, Resource, type RestApi } from 'aws-cdk-lib/aws-apigateway';

/**
 * The resource at a path of a REST API, made with those above it where they are not there. The CDK's `resourceForPath`
 * names a construct after its segment alone, so that `/a/GET` meets the method of `/a`, and `/Default` the API itself.
 */
export function resourceAt(restApi: RestApi, path: string): IResource {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.reduce<IResource>((parent, part) => childOf(parent, part, restApi), restApi.root);
}

function childOf(parent: IResource, part: string, restApi: RestApi): IResource {
  const id = isTaken(part, parent, restApi) ? `=${part}` : part;
  const there = parent.node.tryFindChild(id);
  return there instanceof Resource ? there : new Resource(parent, id, { parent, pathPart: part });
}

/**
 * Construct ids within every resource: its own `Resource`, its methods; and `Default`, which logical ids leave out. The
 * library keeps a construct's children in a plain object, where the names of its prototype are taken too.
 */
const ownIds = new Set(['Resource', 'Default', 'ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

function isTaken(part: string, parent: IResource, restApi: RestApi): boolean {
  // The root's own id is `Default`, so what stands at the root is named beside the API's parts.
  return (
    ownIds.has(part) ||
    part in Object.prototype ||
    (parent === restApi.root && restApi.node.tryFindChild(part) !== undefined)
  );
}
