import type { AwsResponse } from '../../cloud/endpoint/aws-service';
import { element } from '../../cloud/endpoint/xml';
import type { Bucket } from './buckets';
import type { ObjectRecord } from './object-store';
import { listedObject, xml } from './s3-xml';

/** ListObjectsV2, with `prefix`, `delimiter`, `start-after`, `max-keys` and continuation. */
export function listObjects(bucket: Bucket, query: URLSearchParams): AwsResponse {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maximum = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '');
  const entries = grouped(bucket.objects.list(prefix), prefix, delimiter).filter(({ name }) => name > after);
  const page = entries.slice(0, maximum);
  const truncated = entries.length > page.length;
  const next = Buffer.from(page.at(-1)?.name ?? '').toString('base64url');
  return xml(
    'ListBucketResult',
    [
      element('Name', bucket.name),
      element('Prefix', prefix),
      element('KeyCount', page.length),
      element('MaxKeys', maximum),
      element('IsTruncated', truncated),
      ...(truncated ? [element('NextContinuationToken', next)] : []),
      ...page.map(({ name, record }) =>
        record ? listedObject(record) : `<CommonPrefixes>${element('Prefix', name)}</CommonPrefixes>`,
      ),
    ].join(''),
  );
}

interface Entry {
  readonly name: string;
  /** Absent for a common prefix. */
  readonly record?: ObjectRecord;
}

function grouped(records: readonly ObjectRecord[], prefix: string, delimiter: string): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const record of records) {
    const end = delimiter ? record.key.indexOf(delimiter, prefix.length) : -1;
    const name = end < 0 ? record.key : record.key.slice(0, end + delimiter.length);
    entries.set(name, end < 0 ? { name, record } : { name });
  }
  return [...entries.values()];
}
