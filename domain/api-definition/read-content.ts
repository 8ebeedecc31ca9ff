import type { Example, MediaType } from './api-definition';
import { inlined } from './inlined';
import { limits } from './limits';
import { isTooLarge, makeExample } from './make-example';
import { isRecord } from './raw-node';
import type { References } from './references';
import type { SpecNode } from './spec-node';

/** The media types of a request body or a response, with their examples. */
export function readContent(content: SpecNode, references: References): MediaType[] {
  return content.children().flatMap((mediaType) => {
    if (!mediaType.exists) return [];
    const schema = readSchema(mediaType.child('schema'), references);
    const examples = readExamples(mediaType, schema, references);
    return [{ contentType: mediaType.key, ...(schema && { schema }), examples }];
  });
}

export function readSchema(node: SpecNode, references: References): Record<string, unknown> | undefined {
  if (!node.exists) return undefined;
  const schema = inlined(node.written, references, limits.schemaValues);
  // JSON Schema 2020-12 §4.3.2: `true` accepts everything, `false` nothing.
  if (schema === false) return { not: {} };
  return isRecord(schema) ? schema : {};
}

function readExamples(
  mediaType: SpecNode,
  schema: Record<string, unknown> | undefined,
  references: References,
): Example[] {
  const single = mediaType.child('example');
  const listed = mediaType.child('examples');
  const named = listed.keys.slice(0, limits.examples).map((key) => listed.child(key));
  const stated =
    named.length > 0
      ? named.map((node) => readExample(node, references))
      : !single.exists
        ? []
        : [{ name: 'default', ...bodyOf(single, references) }];
  if (stated.some(({ value }) => value !== undefined)) return stated;
  if (schema && isTooLarge(schema)) {
    const what = `an example of ${mediaType.key} would be larger than the platform makes one`;
    references.problems.warning(mediaType, `${what}; state an example, or lower minItems and minLength`);
  }
  const value = schema && makeExample(schema);
  return value === undefined
    ? stated
    : [...stated.filter(({ name }) => name !== 'default'), { name: 'default', value }];
}

function readExample(node: SpecNode, references: References): Example {
  const name = node.key;
  if (!node.exists) return { name };
  const summary = node.child('summary').text;
  const value = node.child('value');
  if (node.has('value')) return { name, ...(summary && { summary }), ...bodyOf(value, references) };
  // Real files also refer straight to the body, where OpenAPI wants an Example Object.
  const isExample = ['value', 'externalValue', 'summary', 'description'].some((key) => node.has(key));
  return { name, ...(summary && { summary }), ...(!isExample && { value: inlined(node.written, references) }) };
}

const bodyOf = (node: SpecNode, references: References): Pick<Example, 'value'> =>
  node.exists ? { value: inlined(node.written, references) } : {};
