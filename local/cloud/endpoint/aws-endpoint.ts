import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Cloud } from '../cloud';
import { type Faults, type FaultyService, fault, serviceFault } from '../faults/faults';
import { ServiceFailure } from '../faults/service-failure';
import { callerFor } from '../iam/caller';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service';
import { readBody } from './incoming-message';
import { jsonError } from './json-service';
import { isSignedBy } from './verify-signature';

export interface AwsEndpointNeeds extends Pick<Cloud, 'access' | 'accessKey' | 'faults' | 'warn'> {
  /** By the name that requests are signed for: `dynamodb`, `s3`, … */
  readonly services: ReadonlyMap<string, AwsService>;
}

/** The AWS-compatible endpoint: finds service and caller in the signature, checks it, and answers by the service. */
export function awsEndpoint({ access, accessKey, faults, services, warn }: AwsEndpointNeeds): RequestListener {
  return async (request, response) => {
    const credential = credentialIn(request.headers.authorization) ?? unsignedCall(request, services);
    const service = services.get(credential?.service ?? '');
    try {
      if (!credential) throw new ServiceFailure('MissingAuthenticationToken', howToSign, 403);
      const principal = credential.accessKeyId ? access.principalOf(credential.accessKeyId) : anonymous;
      if (!principal) throw new ServiceFailure('UnrecognizedClientException', howToSign, 403);
      if (!service) throw new ServiceFailure('NotImplemented', `${credential.service} is not run here`, 501);
      const body = await readBody(request, longestBodyBytes);
      const url = new URL(request.url ?? '/', 'http://aws');
      const call = {
        method: request.method ?? 'GET',
        path: (request.url ?? '/').split('?')[0] ?? '/',
        query: url.searchParams,
        headers: plainHeaders(request),
        body,
      };
      if (credential.accessKeyId && !(await isSignedBy(call, accessKey(credential.accessKeyId))))
        throw new ServiceFailure('InvalidSignatureException', howToSign, 403);
      failIfStruck(faults, credential.service, () => (service.named ?? namedInBody)(call));
      send(response, await service.answer({ ...call, caller: callerFor(access, principal) }));
    } catch (error) {
      if (!(error instanceof ServiceFailure)) warn(`${credential?.service ?? 'AWS endpoint'}: ${nameOf(error)}`);
      request.resume();
      const failure =
        error instanceof ServiceFailure ? error : new ServiceFailure('InternalFailure', 'it failed here', 500);
      send(response, (service?.refuse ?? jsonError)(failure));
    }
  };
}

/** More than anything that functions write. */
const longestBodyBytes = 64 * 1024 * 1024;

const howToSign =
  'Sign the request as local-admin; its secret access key stands in the control-token of the state folder';

const anonymous = { kind: 'anonymous' } as const;

/** What a Signature Version 4 header says of the caller, before the signature is checked. */
interface Credential {
  /** Absent of a call that nobody signed. */
  readonly accessKeyId?: string;
  readonly service: string;
}

function credentialIn(authorization: string | undefined): Credential | undefined {
  const scope = /Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? '');
  const [, accessKeyId, service] = scope ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
}

/** The target alone names the service of a call that bears no credential. */
function unsignedCall({ headers }: IncomingMessage, services: AwsEndpointNeeds['services']): Credential | undefined {
  if (headers.authorization) return undefined;
  const target = String(headers['x-amz-target']);
  for (const [service, { unsignedTarget }] of services)
    if (unsignedTarget && target.startsWith(unsignedTarget)) return { service };
  return undefined;
}

type Named = ReturnType<NonNullable<AwsService['named']>>;

/** Throws where a fault is wanted for the call. Functions fail in the runtime, as most invocations never come here. */
function failIfStruck(faults: Faults, service: string, named: () => Named): void {
  if (service === 'lambda' || faults.list().length === 0) return;
  if (isFaulty(service) && faults.strikes({ service, ...named() })) throw serviceFault(service);
}

const isFaulty = (service: string): service is FaultyService => fault.shape.service.safeParse(service).success;

const namedInBody = ({ headers, body }: Omit<AwsRequest, 'caller'>): Named => ({
  action: headers['x-amz-target']?.split('.').at(-1) ?? '',
  resource: body.toString(),
});

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';

const plainHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function send(response: ServerResponse, { status, headers = {}, body = '' }: AwsResponse): void {
  if (response.headersSent) return;
  // A HEAD names the length of what it does not send.
  const length = headers['content-length'] ?? String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': length }) });
  response.end(body);
}
