import { own } from '../../own';
import { isRecord, type JsonObject } from '../../record';
import { documentsOf } from './about-view';
import type { DocumentReferences } from './document-references';
import { exampleText } from './example-views';
import { schemaConstraints } from './schema-constraints';
import type { PropertyView, SchemaView } from './specification';
import { textOf } from './text-of';

/** Deeper than any schema a person reads; inline schemas that refer back to themselves by a path end here. */
const deepest = 12;

/** Keywords that hold schemas, or one, beside the value's own members and items. */
const rules = {
  oneOf: 'One of',
  anyOf: 'Any of',
  allOf: 'All of',
  not: 'Not',
  if: 'Where it is',
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
  then: 'it is',
  else: 'and otherwise',
  prefixItems: 'Its first items, in this order',
  contains: 'At least one item is',
  propertyNames: 'Names of members',
} as const;

export function schemaView(schema: unknown, references: DocumentReferences, depth = 0): SchemaView {
  const reference = references.schemaNamed(schema);
  // OpenAPI 3.1: what stands beside a reference counts; of that a description is what people write.
  if (reference) return { ...nothing, type: reference.name, reference, description: descriptionOf(schema) };
  const resolved = references.resolve(schema);
  if (depth > deepest || !references.admitSchema()) return { ...nothing, type: typeOf(resolved, undefined) };
  const below = (value: unknown) => schemaView(value, references, depth + 1);
  const items = resolved.items === undefined ? undefined : below(resolved.items);
  return {
    type: typeOf(resolved, items),
    description: textOf(resolved.description) || textOf(resolved.title),
    deprecated: resolved.deprecated === true,
    constraints: [...schemaConstraints(resolved), ...discriminated(resolved)],
    values: stated(resolved).map(exampleText),
    examples: schemaExamples(resolved),
    documents: documentsOf(resolved.externalDocs),
    properties: propertiesOf(resolved, below),
    ...(items && !isPlain(items) && { items }),
    alternatives: Object.entries(rules).flatMap(([keyword, rule]) => {
      const held = own(resolved, keyword);
      const schemas = Array.isArray(held) ? held : isRecord(held) ? [held] : [];
      return schemas.length > 0 ? [{ rule, schemas: schemas.map(below) }] : [];
    }),
  };
}

const descriptionOf = (schema: unknown): string => (isRecord(schema) ? textOf(schema.description) : '');

/** OpenAPI 3.0.3, Discriminator Object. */
function discriminated({ discriminator }: JsonObject): string[] {
  if (!isRecord(discriminator) || typeof discriminator.propertyName !== 'string') return [];
  const mapping = isRecord(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  const named = mapping.map(([value, reference]) => `${value} for ${String(reference).split('/').at(-1)}`);
  return [`${discriminator.propertyName} says which it is${named.length > 0 ? `: ${named.join(', ')}` : ''}`];
}

const nothing: Omit<SchemaView, 'type'> = {
  description: '',
  deprecated: false,
  constraints: [],
  values: [],
  examples: [],
  documents: [],
  properties: [],
  alternatives: [],
};

/** Whether `array of string` says all there is to say of the items. */
const isPlain = (view: SchemaView): boolean =>
  view.reference === undefined &&
  view.items === undefined &&
  view.description === '' &&
  [view.constraints, view.values, view.examples, view.documents, view.properties, view.alternatives].every(
    ({ length }) => length === 0,
  );

function typeOf(schema: JsonObject, items: SchemaView | undefined): string {
  const declared = [schema.type].flat().filter((type) => typeof type === 'string');
  const names = declared.map((type) => (type === 'array' && items ? `array of ${items.type}` : type));
  if (schema.nullable === true) names.push('null');
  if (names.length > 0) return names.join(' or ');
  if (items) return `array of ${items.type}`;
  if (isRecord(schema.properties)) return 'object';
  if (Object.keys(rules).some((keyword) => Object.hasOwn(schema, keyword))) return 'combination';
  return typesOf(stated(schema)) || 'any';
}

const typesOf = (values: readonly unknown[]): string => [...new Set(values.map(typeOfValue))].join(' or ');

/** JSON Schema 2020-12, core §4.2.1. */
function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

function propertiesOf(schema: JsonObject, below: (value: unknown) => SchemaView): PropertyView[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const named = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  const properties = named.map(([name, value]) => ({ name, required: required.includes(name), schema: below(value) }));
  const patterns = isRecord(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const others = [
    ...patterns.map(([pattern, value]) => [`any name that matches ${pattern}`, value] as const),
    ...(isRecord(schema.additionalProperties) ? [['any other name', schema.additionalProperties] as const] : []),
  ];
  return [...properties, ...others.map(([name, value]) => ({ name, required: false, schema: below(value) }))];
}

function stated({ enum: values, const: only }: JsonObject): readonly unknown[] {
  if (only !== undefined) return [only];
  return Array.isArray(values) ? values : [];
}

function schemaExamples({ example, examples }: JsonObject): string[] {
  if (example !== undefined) return [exampleText(example)];
  return Array.isArray(examples) ? examples.map(exampleText) : [];
}
