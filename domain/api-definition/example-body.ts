import { inlined } from './inlined';
import type { RawNode } from './raw-node';
import type { References } from './references';
import type { SpecNode } from './spec-node';

/** The value of an example as it stands in the file; absent where there is none, or where it names a file that is not there. */
export function exampleBody(written: RawNode, references: References): { readonly value?: unknown } {
  if (written.value === undefined) return {};
  if (references.isReference(written, 'body') && references.follow(written, 'warning') === undefined) return {};
  return { value: inlined(written, references, 'body') };
}

/** The same of a field; none where there is none. */
export function bodyAt(holder: SpecNode, key: string, references: References): unknown[] {
  const written = holder.dataAt(key);
  const { value } = written ? exampleBody(written, references) : {};
  return value === undefined ? [] : [value];
}
