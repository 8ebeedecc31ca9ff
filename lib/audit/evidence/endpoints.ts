import { operationsMetadata } from '../../constructs/api-proxy/greedy-route';
import { at, numberAt } from '../../template/at';
import type { Cloud, Resource } from '../assembly/cloud';
import type { Finding } from '../checks/finding';
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
  /** How many operations of the API are behind it and told apart there, and how many of those anyone may call. */
  readonly operations: { readonly declared: number; readonly open: number };
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
  const operations = operationsBehind(method);
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
    operations,
    ...authorisation(method, cloud, operations),
    reason: reasons.get(`${id}/Resource`) || (isAllOpen(operations) ? allOpen : ''),
    evidence: proof(method, 'AuthorizationType'),
  };
}

const isAllOpen = ({ declared, open }: EndpointEvidence['operations']): boolean => declared > 1 && declared === open;
const allOpen = 'Every operation behind it is open; the authoriser only says which one a call is for';

/** One, but for a route that stands for all of an API. */
function operationsBehind({ metadata, properties }: Resource): EndpointEvidence['operations'] {
  const open = at(properties, 'AuthorizationType') === 'CUSTOM' ? 0 : 1;
  const behind = at(metadata, operationsMetadata);
  return {
    declared: numberAt(behind, 'declared') ?? 1,
    open: numberAt(behind, 'open') ?? open,
  };
}

/** Where everything behind an authoriser is open, it says which operation a call is for and refuses nobody. */
function authorisation({ properties, stack }: Resource, cloud: Cloud, operations: EndpointEvidence['operations']) {
  const type = String(at(properties, 'AuthorizationType') ?? 'NONE');
  if (type === 'NONE' || isAllOpen(operations)) return { authorisation: 'open', credential: '', cacheSeconds: null };
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
