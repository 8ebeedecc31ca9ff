import { at } from '../at';
import type { Cloud, Resource } from '../cloud';
import type { Finding } from '../finding';
import { byId, type Proof, proof } from './proof';

export interface EndpointEvidence {
  /** Construct path of the method. */
  readonly id: string;
  /** Name of the REST API. */
  readonly api: string;
  /** Custom domain; `null` where API Gateway's own host name answers. */
  readonly host: string | null;
  readonly method: string;
  readonly path: string;
  /** `open`, `authoriser`, or API Gateway's own word for another kind. */
  readonly authorisation: string;
  /** What the authoriser decides by; empty for an open method. */
  readonly credential: string;
  /** How long it keeps a decision; `null` for an open method. */
  readonly cacheSeconds: number | null;
  /** Why it is open; empty for one that is not. */
  readonly reason: string;
  readonly evidence: Proof;
}

/** Every method that an environment answers, and how each is authorised. */
export function endpointsOf(cloud: Cloud, findings: readonly Finding[], environment: string): EndpointEvidence[] {
  const reasons = new Map(
    findings
      .filter(({ rule }) => rule === 'DipChecks-MethodAuthorized')
      .map(({ resource, reason }) => [resource, reason]),
  );
  return cloud
    .of('AWS::ApiGateway::Method')
    .filter((method) => method.environment === environment)
    .map((method) => endpoint(method, cloud, reasons))
    .sort(byId);
}

function endpoint(method: Resource, cloud: Cloud, reasons: ReadonlyMap<string, string>): EndpointEvidence {
  const { properties, stack } = method;
  const id = cloud.path(method);
  const api = cloud.target(at(properties, 'RestApiId'), stack);
  const mapping = cloud.of('AWS::ApiGatewayV2::ApiMapping').find((one) => {
    const mapped = cloud.target(at(one.properties, 'ApiId'), one.stack);
    return mapped !== undefined && mapped === api;
  });
  const host = at(mapping?.properties, 'DomainName');
  const base = at(mapping?.properties, 'ApiMappingKey');
  const path = pathOf(at(properties, 'ResourceId'), cloud, stack);
  return {
    id,
    api: String(at(api?.properties, 'Name') ?? ''),
    host: typeof host === 'string' ? host : null,
    method: String(at(properties, 'HttpMethod')),
    path: (typeof base === 'string' ? `/${base}${path}` : path).replace(/(.)\/$/, '$1'),
    ...authorisation(method, cloud),
    reason: reasons.get(`${id}/Resource`) ?? '',
    evidence: proof(method, 'AuthorizationType'),
  };
}

function authorisation({ properties, stack }: Resource, cloud: Cloud) {
  const type = String(at(properties, 'AuthorizationType') ?? 'NONE');
  if (type === 'NONE') return { authorisation: 'open', credential: '', cacheSeconds: null };
  const authorizer = cloud.target(at(properties, 'AuthorizerId'), stack)?.properties;
  const source = String(at(authorizer, 'IdentitySource') ?? '');
  return {
    authorisation: type === 'CUSTOM' ? 'authoriser' : type,
    credential: source.replaceAll('method.request.header.', '') || 'Authorization or apikey',
    cacheSeconds: Number(at(authorizer, 'AuthorizerResultTtlInSeconds') ?? 0),
  };
}

/** From the root of the REST API down. */
function pathOf(resourceId: unknown, cloud: Cloud, stack: string): string {
  const resource = cloud.target(resourceId, stack);
  if (resource?.type !== 'AWS::ApiGateway::Resource') return '/';
  const parent = pathOf(at(resource.properties, 'ParentId'), cloud, stack);
  return `${parent.replace(/\/$/, '')}/${at(resource.properties, 'PathPart')}`;
}
