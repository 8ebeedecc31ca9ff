import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { s3Error } from '../../services/s3/s3-xml';
import type { Faults } from '../faults/faults';
import { ServiceFailure } from '../faults/service-failure';
import type { AccessControl } from '../iam/access-control';
import type { AccessKey } from '../iam/access-keys';
import { callerFor } from '../iam/caller';
import type { AwsResponse, AwsService } from './aws-request';
import { type Credential, credentialIn } from './credential';
import { failIfStruck } from './fail-if-struck';
import { jsonError } from './json-service';
import { readBody } from './read-body';
import { isSignedBy } from './verify-signature';

export interface AwsEndpointNeeds {
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly services: ReadonlyMap<string, AwsService>;
  accessKey(accessKeyId: string): AccessKey;
  warn(message: string): void;
}

/** The AWS-compatible endpoint: finds service and caller in the signature, checks it, and answers by the service. */
export function awsEndpoint({ access, accessKey, faults, services, warn }: AwsEndpointNeeds): RequestListener {
  return async (request, response) => {
    const credential = credentialIn(request.headers.authorization) ?? unsignedCall(request);
    try {
      if (!credential) throw new ServiceFailure('MissingAuthenticationToken', howToSign, 403);
      const principal = credential.accessKeyId ? access.principalOf(credential.accessKeyId) : anonymous;
      if (!principal) throw new ServiceFailure('UnrecognizedClientException', howToSign, 403);
      const service = services.get(credential.service);
      if (!service) throw new ServiceFailure('NotImplemented', `${credential.service} is not run here`, 501);
      const body = await readBody(request, longestBodyBytes);
      const url = new URL(request.url ?? '/', 'http://aws');
      const call = {
        method: request.method ?? 'GET',
        path: (request.url ?? '/').split('?')[0] ?? '/',
        query: url.searchParams,
        headers: plainHeaders(request),
        body,
        caller: callerFor(access, principal),
      };
      if (credential.accessKeyId && !(await isSignedBy(call, accessKey(credential.accessKeyId))))
        throw new ServiceFailure(wrongSignature(credential.service), howToSign, 403);
      failIfStruck(faults, credential.service, call);
      send(response, await service(call));
    } catch (error) {
      if (!(error instanceof ServiceFailure)) warn(`${credential?.service ?? 'AWS endpoint'}: ${nameOf(error)}`);
      request.resume();
      send(response, errorAnswer(error, credential?.service));
    }
  };
}

/** More than anything that functions write. */
const longestBodyBytes = 64 * 1024 * 1024;

const howToSign =
  'Sign the request as local-admin; its secret access key stands in the control-token of the state folder';

const wrongSignature = (service: string): string =>
  service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException';

const anonymous = { kind: 'anonymous' } as const;

/** Who signs up has no credential yet, so those calls of Cognito are unsigned; their target alone names the service. */
function unsignedCall({ headers }: IncomingMessage): Credential | undefined {
  const isCognito = String(headers['x-amz-target']).startsWith('AWSCognitoIdentityProviderService.');
  return isCognito && !headers.authorization ? { service: 'cognito-idp' } : undefined;
}

function errorAnswer(error: unknown, service: string | undefined): AwsResponse {
  const failure =
    error instanceof ServiceFailure ? error : new ServiceFailure('InternalFailure', 'it failed here', 500);
  return service === 's3' ? s3Error(failure.status, failure.code, failure.message) : jsonError(failure);
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';

const plainHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

export function send(response: ServerResponse, { status, headers = {}, body = '' }: AwsResponse): void {
  if (response.headersSent) return;
  // A HEAD names the length of what it does not send.
  const length = headers['content-length'] ?? String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': length }) });
  response.end(body);
}
