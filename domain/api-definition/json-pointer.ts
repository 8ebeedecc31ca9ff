import { own } from '../own';
import { isRecord } from '../record';

/** Segments of a JSON pointer written as a URI fragment (RFC 6901 §6); undefined where it is not one. */
export function segmentsOf(fragment: string): string[] | undefined {
  if (fragment === '') return [];
  const pointer = decoded(fragment);
  if (!pointer?.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What a reference of the form `#/a/b` names in the document; undefined where that is nothing. */
export function partAt(reference: string, document: unknown): unknown {
  if (!reference.startsWith('#')) return undefined;
  return segmentsOf(reference.slice(1))?.reduce<unknown>((at, segment) => {
    if (Array.isArray(at)) return at[Number(segment)];
    return isRecord(at) ? own(at, segment) : undefined;
  }, document);
}

/** More `$ref`s than this in a row are a circle. */
const longestChain = 20;

/** The part of the document that a chain of `$ref`s of the form `#/a/b` ends at; undefined where it leads nowhere. */
export function chainEnd(reference: string, document: unknown): unknown {
  let part = partAt(reference, document);
  for (let step = 0; isRecord(part) && typeof part.$ref === 'string'; step += 1) {
    if (step > longestChain) return undefined;
    part = partAt(part.$ref, document);
  }
  return part;
}

/** Undefined where the text is not percent-encoded as it should be. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export const isAddress = (reference: string): boolean => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(reference);

/** Whether a `$ref` names a file of the kinds that are read. */
export const namesFile = (reference: string): boolean =>
  !isAddress(reference) && /^[^#]+\.(ya?ml|json)(#|$)/i.test(reference);
