import type { AwsResponse } from '../../cloud/endpoint/aws-service';
import { element } from '../../cloud/endpoint/xml';
import type { ServiceFailure } from '../../cloud/faults/service-failure';
import type { ObjectRecord } from './object-store';

const unescapeXml = (text: string): string =>
  text
    .replaceAll(/&#(x?)([0-9a-fA-F]+);/g, (_all, hex, code) =>
      String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

export function xml(root: string, content: string, status = 200): AwsResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

export const s3Error = ({ status, code, message }: ServiceFailure): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element('Code', s3Code(code))}${element('Message', message)}</Error>`,
});

/** S3 has a word of its own for a signature that is wrong. */
const s3Code = (code: string): string => (code === 'InvalidSignatureException' ? 'SignatureDoesNotMatch' : code);

export const listedObject = ({ key, size, etag, lastModified }: ObjectRecord): string =>
  `<Contents>${element('Key', key)}${element('LastModified', lastModified)}${element('ETag', etag)}${element('Size', size)}<StorageClass>STANDARD</StorageClass></Contents>`;

/** The keys of a DeleteObjects request, the only XML that this endpoint reads. */
export const keysIn = (body: string): readonly string[] =>
  [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => unescapeXml(key ?? ''));
