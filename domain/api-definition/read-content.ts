import type { Example, MediaType } from './api-definition';
import { inlined } from './inlined';
import { limits } from './limits';
import { isTooLarge, makeExample } from './make-example';
import type { References } from './references';
import { isRecord, type SpecNode } from './spec-node';

/** The media types of a request body or a response, with their examples. */
export function readContent(content: SpecNode, references: References): MediaType[] {
  return content.children.flatMap((node) => {
    const mediaType = references.follow(node, 'warning');
    if (mediaType === undefined) return [];
    const schema = readSchema(mediaType.child('schema'), references);
    const examples = readExamples(mediaType, schema, references);
    return [{ contentType: node.key, ...(schema && { schema }), examples }];
  });
}

export function readSchema(node: SpecNode, references: References): Record<string, unknown> | undefined {
  if (node.value === undefined) return undefined;
  const schema = inlined(node, references, limits.schemaValues);
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
  const named = references.follow(mediaType.child('examples'), 'warning')?.childrenUpTo(limits.examples) ?? [];
  const stated =
    named.length > 0
      ? named.map((node) => readExample(node, references))
      : single.value === undefined
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
  const found = references.follow(node, 'warning');
  if (found === undefined) return { name };
  const summary = found.child('summary').text;
  const value = found.child('value');
  if (value.value !== undefined) return { name, ...(summary && { summary }), ...bodyOf(value, references) };
  // Real files also refer straight to the body, where OpenAPI wants an Example Object.
  const isExample = ['value', 'externalValue', 'summary', 'description'].some((key) => found.has(key));
  return { name, ...(summary && { summary }), ...(!isExample && { value: inlined(found, references) }) };
}

const bodyOf = (node: SpecNode, references: References): Pick<Example, 'value'> => {
  const found = references.follow(node, 'warning');
  return found === undefined ? {} : { value: inlined(found, references) };
};
