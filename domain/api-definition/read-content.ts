import type { JsonSchema } from '../json-schema/schema';
import type { Direction } from '../json-schema/to-2020-12';
import type { Example, MediaType } from './api-definition';
import { exampleBody } from './example-body';
import { isExampleObject } from './example-object';
import { limits } from './limits';
import type { References } from './references';
import type { SchemaPool } from './schema-pool';
import type { SpecNode } from './spec-node';

/** What is read while a file's operations are. */
export interface ContentRules {
  readonly references: References;
  readonly schemas: SchemaPool;
  /** Every media type with the part of the file it came from, for its examples to be completed once all are read. */
  readonly contents: ReadContent[];
}

export interface ReadContent {
  readonly mediaType: MediaType;
  readonly node: SpecNode;
  readonly direction: Direction;
}

/** The media types of a request body or a response, with the examples that the file states. */
export function readContent(content: SpecNode, direction: Direction, rules: ContentRules): MediaType[] {
  return content.children().flatMap((node) => {
    if (!node.exists) return [];
    const schema = readSchema(node, rules);
    const mediaType: MediaType = {
      contentType: node.key,
      ...(schema !== undefined && { schema }),
      examples: readExamples(node, rules.references),
    };
    rules.contents.push({ mediaType, node, direction });
    return [mediaType];
  });
}

/** What stands under `schema`, or under `itemSchema`. */
export function readSchema(holder: SpecNode, { schemas }: Pick<ContentRules, 'schemas'>): JsonSchema | undefined {
  const schema = holder.dataAt('schema');
  if (schema) return schemas.read(schema);
  // OpenAPI 3.2.0, Media Type Object: of each item of a sequence.
  const item = holder.dataAt('itemSchema');
  return item && { type: 'array', minItems: 1, items: schemas.read(item) };
}

function readExamples(mediaType: SpecNode, references: References): Example[] {
  const listed = mediaType.child('examples');
  const named = listed.keys.slice(0, limits.examples).map((key) => listed.child(key));
  if (named.length > 0) return named.map((node) => readExample(node, references));
  const single = mediaType.dataAt('example');
  return single ? [{ name: 'default', ...exampleBody(single, references) }] : [];
}

function readExample(node: SpecNode, references: References): Example {
  const name = node.key;
  const summary = node.child('summary').text;
  const about = { name, ...(summary && { summary }) };
  // OpenAPI 3.2 tells the value from how it is written.
  const value = ['value', 'dataValue', 'serializedValue'].flatMap((key) => node.dataAt(key) ?? [])[0];
  if (value !== undefined) return { ...about, ...exampleBody(value, references) };
  // Real files also refer straight to the body, where OpenAPI wants an Example Object.
  return { ...about, ...(node.exists && !isExampleObject(node) && exampleBody(node.written, references)) };
}
