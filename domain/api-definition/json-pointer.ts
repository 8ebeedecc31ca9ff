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

/** Undefined where the text is not percent-encoded as it should be. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
