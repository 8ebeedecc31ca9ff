import { type Faults, type FaultyService, fault } from '../faults/faults';
import { serviceFault } from '../faults/service-fault';
import type { AwsRequest } from './aws-request';

type Call = Pick<AwsRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>;

/** Throws where a fault is wanted for the call. Functions fail in the runtime, as most invocations never come here. */
export function failIfStruck(faults: Faults, service: string, call: Call): void {
  if (service === 'lambda' || faults.list().length === 0) return;
  const named = service === 's3' ? { action: s3Action(call), resource: decodeURIComponent(call.path) } : inBody(call);
  if (isFaulty(service) && faults.strikes({ service, ...named })) throw serviceFault(service);
}

const isFaulty = (service: string): service is FaultyService => fault.shape.service.safeParse(service).success;

const inBody = ({ headers, body }: Call) => ({
  action: headers['x-amz-target']?.split('.').at(-1) ?? '',
  resource: body.toString(),
});

function s3Action({ method, path, query, headers }: Call): string {
  const isBucket = !/^\/[^/]+\/./.test(path);
  if (isBucket) return query.has('delete') ? 'DeleteObjects' : method === 'HEAD' ? 'HeadBucket' : 'ListObjectsV2';
  if (headers['x-amz-copy-source']) return 'CopyObject';
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
}
