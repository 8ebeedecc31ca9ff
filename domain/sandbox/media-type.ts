/** `application/fhir+json` of `application/fhir+json; version=1`. */
export const essence = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

export const isJson = (contentType: string): boolean => /[/+]json$/.test(essence(contentType));

/** Whether a range such as `application/*` covers a media type; in either direction, as files declare ranges too. */
function covers(range: string, type: string): boolean {
  if (range === '*/*' || range === '*' || range === type) return true;
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}

export const sameKind = (one: string, other: string): boolean => covers(one, other) || covers(other, one);

/**
 * How much a caller wants a media type, 0 to 1 (RFC 9110 §12.5.1): the most specific range that covers it decides.
 * Parameters are not compared, and `application/json` covers every JSON format, as FHIR clients expect.
 */
export function acceptance(accept: string | undefined, contentType: string): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const type = essence(contentType);
  const ranges = accept.split(',').map((range) => ({ range: essence(range), quality: qualityOf(range) }));
  const covering = ranges.filter(
    ({ range }) => sameKind(range, type) || (range === 'application/json' && isJson(contentType)),
  );
  return covering.sort((a, b) => specificity(b.range) - specificity(a.range))[0]?.quality ?? 0;
}

const specificity = (range: string): number => (range.startsWith('*') ? 0 : range.endsWith('/*') ? 1 : 2);

function qualityOf(range: string): number {
  const stated = /;\s*q\s*=\s*(\d(?:\.\d+)?)/i.exec(range)?.[1];
  return stated === undefined ? 1 : Math.min(Number(stated), 1);
}
