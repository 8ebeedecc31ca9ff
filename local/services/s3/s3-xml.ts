import { own } from '../../../domain/own';
import type { AwsResponse } from '../../cloud/endpoint/aws-request';
import type { ObjectRecord } from './object-store';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => own(escapes, char) ?? char);

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

/** One element with text, or with elements that are already XML. */
export const element = (name: string, value: string | number | boolean): string =>
  `<${name}>${escapeXml(String(value))}</${name}>`;

export function xml(root: string, content: string, status = 200): AwsResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

export const s3Error = (status: number, code: string, message: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element('Code', code)}${element('Message', message)}</Error>`,
});

export const listedObject = ({ key, size, etag, lastModified }: ObjectRecord): string =>
  `<Contents>${element('Key', key)}${element('LastModified', lastModified)}${element('ETag', etag)}${element('Size', size)}<StorageClass>STANDARD</StorageClass></Contents>`;

/** The keys of a DeleteObjects request, the only XML that this endpoint reads. */
export const keysIn = (body: string): readonly string[] =>
  [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => unescapeXml(key ?? ''));
