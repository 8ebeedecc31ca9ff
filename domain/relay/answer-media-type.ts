/**
 * Media types that no browser runs: what any API may answer. Everything else, HTML, scripts, style sheets, SVG, XML and
 * PDF among it, an API answers only where its definition declares that media type for the operation.
 */
const passive =
  /^(application\/([\w.+-]+\+)?json|application\/(json-seq|x-ndjson|ndjson|fhir\+ndjson|octet-stream|problem|zip|gzip|dicom|hl7-v2|jwt|jose)|x-application\/hl7-v2\+er7|text\/(plain|csv|json|calendar|vcard|hl7v2)|image\/(png|jpeg|gif|webp|avif|heic|tiff|bmp)|(audio|video)\/(?!.*\+xml$)[\w.+-]+)$/;

/** RFC 9110 §8.3.1; what a browser may read otherwise, such as two types in one field, is none. */
const mediaType = /^([\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127})(\s*;\s*[\w-]+=("[^"\\\r\n]*"|[^\s;,"]+))*\s*;?$/;

/** `text/html` of `Text/HTML; charset=utf-8`. */
export const essenceOf = (contentType: string): string | undefined =>
  mediaType.exec(contentType.trim())?.[1]?.toLowerCase();

/** Whether a caller may be told what the target says its answer is. */
export function isAnswerable(contentType: string, declared: readonly string[]): boolean {
  const essence = essenceOf(contentType);
  return essence !== undefined && (passive.test(essence) || declared.includes(essence));
}
