import { essence, isJson } from '../http/media-type';

/** Whether a range such as `application/*` covers a media type; in either direction, as files declare ranges too. */
function covers(range: string, type: string): boolean {
  if (range === '*/*' || range === '*' || range === type) return true;
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}

export const sameKind = (one: string, other: string): boolean => covers(one, other) || covers(other, one);

const parametersOf = (contentType: string): string[] =>
  contentType
    .toLowerCase()
    .split(';')
    .slice(1)
    .map((parameter) => parameter.replaceAll(/[\s"]/g, ''))
    .filter((parameter) => parameter !== '' && !parameter.startsWith('q='));

/** How many parameters, such as `fhirVersion=4.0`, two media types share; fewer where one has what the other has otherwise. */
function agreement(one: string, other: string): number {
  const [mine, theirs] = [parametersOf(one), parametersOf(other)];
  const names = new Set(theirs.map((parameter) => parameter.split('=')[0]));
  return mine.reduce((sum, each) => sum + (theirs.includes(each) ? 1 : names.has(each.split('=')[0]) ? -1 : 0), 0);
}

/** The media type that is meant by a `Content-Type`: itself rather than a range, and the one with its parameters. */
export function chosenMediaType<T extends { readonly contentType: string }>(
  content: readonly T[],
  contentType: string,
): T | undefined {
  const sent = essence(contentType);
  return content
    .filter((each) => sameKind(essence(each.contentType), sent))
    .map((each) => ({
      each,
      rank: specificity(essence(each.contentType)) * 10 + agreement(contentType, each.contentType),
    }))
    .sort((a, b) => b.rank - a.rank)[0]?.each;
}

/** RFC 6838 §4.2: a type and a subtype of up to 127 characters each. */
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
/** RFC 9110 §5.5: what a field can hold, and more than any parameters need. */
const fieldText = /^[\t\x20-\x7e]{1,500}$/;

/**
 * What an answer is called that a file declares by a range, such as "*" or "text/*", which is no media type, or by what no
 * header can hold.
 */
export function servedAs(contentType: string, value: unknown): string {
  const type = essence(contentType);
  if (mediaType.test(type)) return fieldText.test(contentType) ? contentType : type;
  if (type.startsWith('text/')) return 'text/plain';
  if (type.startsWith('image/')) return 'image/png';
  return typeof value === 'string' && !type.startsWith('application/') ? 'text/plain' : 'application/json';
}

/**
 * How much a caller wants a media type, 0 to 1 (RFC 9110 §12.5.1): the most specific range that covers it decides.
 * Parameters tell only what is wanted more, and `application/json` covers every JSON format, as FHIR clients expect.
 */
export function acceptance(accept: string | undefined, contentType: string): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const type = essence(contentType);
  const ranges = accept
    .split(',')
    .map((range) => ({ range: essence(range), quality: qualityOf(range), agreed: agreement(range, contentType) }));
  const covering = ranges.filter(
    ({ range }) => sameKind(range, type) || (range === 'application/json' && isJson(contentType)),
  );
  const [best] = covering.sort((a, b) => specificity(b.range) - specificity(a.range) || b.agreed - a.agreed);
  // Of media types that differ by a parameter the one that has it as asked comes first, and none is refused for it.
  return best === undefined ? 0 : best.quality === 0 ? 0 : best.quality + best.agreed / 1000;
}

const specificity = (range: string): number => (range.startsWith('*') ? 0 : range.endsWith('/*') ? 1 : 2);

function qualityOf(range: string): number {
  const stated = /;\s*q\s*=\s*(\d(?:\.\d+)?)/i.exec(range)?.[1];
  return stated === undefined ? 1 : Math.min(Number(stated), 1);
}
