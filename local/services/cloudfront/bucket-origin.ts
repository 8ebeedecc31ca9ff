import type { Cloud } from '../../cloud/cloud';
import { AccessDenied } from '../../cloud/iam/access-control';
import { callerFor } from '../../cloud/iam/caller';
import type { KeyStore } from '../kms/key-store';
import type { Buckets } from '../s3/buckets';
import type { OriginAnswer } from './custom-origin';
import type { Distribution, Origin } from './distribution';

export interface BucketNeeds {
  readonly cloud: Pick<Cloud, 'access'>;
  readonly kms: { readonly keys: KeyStore };
  readonly s3: { readonly buckets: Buckets };
}

interface BucketRequest {
  readonly origin: Origin;
  readonly distribution: Distribution;
  /** Percent-encoded, without query. */
  readonly path: string;
}

/** Reads a private bucket in the distribution's name: the bucket's own policy decides. */
export function askBucket(
  { cloud: { access }, kms: { keys }, s3: { buckets } }: BucketNeeds,
  { origin, distribution, path }: BucketRequest,
): OriginAnswer {
  const bucket = buckets.get(origin.DomainName.split('.s3.')[0] ?? '');
  const key = decodeURIComponent(`${origin.OriginPath}${path}`).slice(1);
  const service = { kind: 'service', name: 'cloudfront.amazonaws.com' } as const;
  const caller = callerFor(access, origin.OriginAccessControlId ? service : { kind: 'anonymous' });
  const context = { 'aws:SourceArn': distribution.arn };
  const own = { ...caller, authorize: (action: string, on: string) => caller.authorize(action, on, context) };
  try {
    own.authorize('s3:GetObject', `${bucket.arn}/${key}`);
    const record = bucket.objects.find(key);
    if (!record) return refused;
    keys.authorizeUse(own, { keyName: bucket.keyName, service: 's3', actions: ['Decrypt'] });
    const headers = Object.entries({
      'content-type': record.contentType,
      ...(record.cacheControl && { 'cache-control': record.cacheControl }),
      'content-length': String(record.size),
      etag: record.etag,
      'last-modified': new Date(record.lastModified).toUTCString(),
    });
    return { status: 200, headers, body: bucket.objects.read(key) };
  } catch (error) {
    if (error instanceof AccessDenied) return refused;
    throw error;
  }
}

/** Also where there is no such object: who may not list a bucket is not told what it lacks. */
const refused: OriginAnswer = {
  status: 403,
  headers: [['content-type', 'application/xml']],
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
};
