import { own } from '../../../domain/own';
import type { AwsRequest, AwsResponse, AwsService } from '../../cloud/endpoint/aws-service';
import { element, escapeXml } from '../../cloud/endpoint/xml';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import { AccessDenied } from '../../cloud/iam/access-control';
import type { Caller } from '../../cloud/iam/caller';
import type { Bucket, Buckets, ObjectEvent } from './buckets';
import { listObjects } from './list-objects';
import { requestBody } from './request-body';
import { keysIn, s3Error, xml } from './s3-xml';

export interface S3Needs {
  readonly buckets: Buckets;
  now(): Date;
  /** Throws where the caller may use the bucket but not its key. */
  authorizeKeyUse(caller: Caller, bucket: Bucket, action: 'Decrypt' | 'GenerateDataKey'): void;
}

interface ObjectCall {
  readonly request: AwsRequest;
  readonly bucket: Bucket;
  readonly key: string;
  readonly arn: string;
}

/** Amazon S3 by path-style address, as far as it is called: objects, listings, and deletion of many. */
export function s3(needs: S3Needs): AwsService {
  return {
    async answer(request) {
      try {
        const [, bucketName = '', ...rest] = request.path.split('/');
        const bucket = needs.buckets.get(decodeURIComponent(bucketName));
        const key = decodeURIComponent(rest.join('/'));
        const event = { eventName: eventNameOf(request), bucket, principal: request.caller.principal };
        return recorded(needs, { ...event, ...(key && { key }) }, () => {
          if (key === '') return bucketCall(request, bucket);
          const run = own(objectCalls, request.method);
          if (!run) throw new ServiceFailure('NotImplemented', `${request.method} of an object is not run here`, 501);
          return run(needs, { request, bucket, key, arn: `${bucket.arn}/${key}` });
        });
      } catch (error) {
        if (error instanceof AccessDenied) return s3Error(new ServiceFailure('AccessDenied', error.message, 403));
        if (error instanceof ServiceFailure) return s3Error(error);
        throw error;
      }
    },
    refuse: s3Error,
    named: (request) => ({ action: operationOf(request), resource: decodeURIComponent(request.path) }),
  };
}

function recorded({ buckets }: S3Needs, event: ObjectEvent, run: () => AwsResponse): AwsResponse {
  try {
    const answer = run();
    buckets.record(event);
    return answer;
  } catch (error) {
    if (error instanceof AccessDenied) buckets.record({ ...event, errorCode: 'AccessDenied' });
    throw error;
  }
}

type Call = Omit<AwsRequest, 'caller'>;

function operationOf({ method, path, query, headers }: Call): string {
  const isBucket = !/^\/[^/]+\/./.test(path);
  if (isBucket) return query.has('delete') ? 'DeleteObjects' : method === 'HEAD' ? 'HeadBucket' : 'ListObjectsV2';
  if (method === 'PUT' && headers['x-amz-copy-source']) return 'CopyObject';
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
}

// A listing is recorded by the name of its first version:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
const eventNameOf = (request: Call): string => operationOf(request).replace(/V2$/, '');

function bucketCall({ method, query, body, caller }: AwsRequest, bucket: Bucket): AwsResponse {
  if (method === 'POST' && query.has('delete')) return deleteMany(bucket, keysIn(body.toString()), caller);
  if (method === 'HEAD' || query.get('list-type') === '2') {
    caller.authorize('s3:ListBucket', bucket.arn, { 's3:prefix': query.get('prefix') ?? '' });
    return method === 'HEAD' ? { status: 200 } : listObjects(bucket, query);
  }
  if (method === 'GET' && query.has('tagging')) return xml('Tagging', '<TagSet></TagSet>');
  throw new ServiceFailure('NotImplemented', `${method} of bucket ${bucket.name} is not run here`, 501);
}

function deleteMany(bucket: Bucket, keys: readonly string[], caller: Caller): AwsResponse {
  const results = keys.map((key) => {
    try {
      caller.authorize('s3:DeleteObject', `${bucket.arn}/${key}`);
      bucket.objects.delete(key);
      return `<Deleted>${element('Key', key)}</Deleted>`;
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
      return `<Error>${element('Key', key)}<Code>AccessDenied</Code>${element('Message', error.message)}</Error>`;
    }
  });
  return xml('DeleteResult', results.join(''));
}

const objectCalls: Readonly<Record<string, (needs: S3Needs, call: ObjectCall) => AwsResponse>> = {
  GET: (needs, call) => ({ ...described(needs, call), body: call.bucket.objects.read(call.key) }),
  HEAD: (needs, call) => described(needs, call),
  PUT: (needs, call) => (call.request.headers['x-amz-copy-source'] ? copy(needs, call) : put(needs, call)),
  DELETE: (_needs, { request, bucket, key, arn }) => {
    request.caller.authorize('s3:DeleteObject', arn);
    bucket.objects.delete(key);
    return { status: 204 };
  },
};

function described(needs: S3Needs, { request: { caller }, bucket, key, arn }: ObjectCall): AwsResponse {
  caller.authorize('s3:GetObject', arn);
  const record = bucket.objects.find(key);
  if (!record) {
    // Who may not list a bucket is not told that a key is absent.
    caller.authorize('s3:ListBucket', bucket.arn);
    throw new ServiceFailure('NoSuchKey', 'The specified key does not exist.', 404);
  }
  needs.authorizeKeyUse(caller, bucket, 'Decrypt');
  const metadata = Object.entries(record.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    status: 200,
    headers: {
      'content-type': record.contentType,
      ...(record.cacheControl && { 'cache-control': record.cacheControl }),
      'content-length': String(record.size),
      etag: record.etag,
      'last-modified': new Date(record.lastModified).toUTCString(),
      ...Object.fromEntries(metadata),
    },
  };
}

function put(needs: S3Needs, { request, bucket, key, arn }: ObjectCall): AwsResponse {
  request.caller.authorize('s3:PutObject', arn);
  needs.authorizeKeyUse(request.caller, bucket, 'GenerateDataKey');
  if (request.headers['if-none-match'] === '*' && bucket.objects.find(key)) {
    throw new ServiceFailure(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  const metadata = Object.entries(request.headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), value]);
  const record = {
    key,
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    ...(request.headers['cache-control'] && { cacheControl: request.headers['cache-control'] }),
    metadata: Object.fromEntries(metadata),
    lastModified: needs.now().toISOString(),
  };
  const { etag } = bucket.objects.put(record, requestBody(request.headers, request.body));
  return { status: 200, headers: { etag } };
}

function copy(needs: S3Needs, call: ObjectCall): AwsResponse {
  const source = decodeURIComponent(call.request.headers['x-amz-copy-source'] ?? '').replace(/^\//, '');
  const [bucketName = '', ...rest] = source.split('/');
  const from = needs.buckets.get(bucketName);
  const key = rest.join('/');
  described(needs, { ...call, bucket: from, key, arn: `${from.arn}/${key}` });
  const { contentType, cacheControl } = from.objects.find(key) ?? { contentType: 'application/octet-stream' };
  const kept = { 'content-type': contentType, ...(cacheControl && { 'cache-control': cacheControl }) };
  const headers = call.request.headers['x-amz-metadata-directive'] === 'REPLACE' ? call.request.headers : kept;
  const { headers: stored } = put(needs, {
    ...call,
    request: { ...call.request, headers, body: from.objects.read(key) },
  });
  const etag = escapeXml(stored?.etag ?? '');
  return xml('CopyObjectResult', `<ETag>${etag}</ETag>${element('LastModified', needs.now().toISOString())}`);
}
