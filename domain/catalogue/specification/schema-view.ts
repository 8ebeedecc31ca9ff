import { isRecord, type JsonObject } from '../../api-definition/spec-node';
import { documentsOf } from './about-view';
import type { DocumentReferences } from './document-references';
import { exampleText } from './example-views';
import { schemaConstraints } from './schema-constraints';
import type { PropertyView, SchemaView } from './specification';
import { textOf } from './text-of';

/** Deeper than any schema a person reads; inline schemas that refer back to themselves by a path end here. */
const deepest = 12;

const rules = { oneOf: 'One of', anyOf: 'Any of', allOf: 'All of' } as const;

export function schemaView(schema: unknown, references: DocumentReferences, depth = 0): SchemaView {
  const reference = references.schemaNamed(schema);
  if (reference) return { ...nothing, type: reference.name, reference };
  const resolved = references.resolve(schema);
  if (depth > deepest || !references.admitSchema()) return { ...nothing, type: typeOf(resolved, undefined) };
  const below = (value: unknown) => schemaView(value, references, depth + 1);
  const items = resolved.items === undefined ? undefined : below(resolved.items);
  return {
    type: typeOf(resolved, items),
    description: textOf(resolved.description) || textOf(resolved.title),
    deprecated: resolved.deprecated === true,
    constraints: schemaConstraints(resolved),
    values: valuesOf(resolved),
    examples: schemaExamples(resolved),
    documents: documentsOf(resolved.externalDocs),
    properties: propertiesOf(resolved, below),
    ...(items && !isPlain(items) && { items }),
    alternatives: Object.entries(rules).flatMap(([keyword, rule]) => {
      const schemas = resolved[keyword];
      return Array.isArray(schemas) ? [{ rule, schemas: schemas.map(below) }] : [];
    }),
  };
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
  return Object.keys(rules).some((keyword) => Object.hasOwn(schema, keyword)) ? 'combination' : 'any';
}

function propertiesOf(schema: JsonObject, below: (value: unknown) => SchemaView): PropertyView[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const named = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  const properties = named.map(([name, value]) => ({ name, required: required.includes(name), schema: below(value) }));
  if (!isRecord(schema.additionalProperties)) return properties;
  return [...properties, { name: 'any other name', required: false, schema: below(schema.additionalProperties) }];
}

function valuesOf({ enum: values, const: only }: JsonObject): string[] {
  if (only !== undefined) return [exampleText(only)];
  return Array.isArray(values) ? values.map(exampleText) : [];
}

function schemaExamples({ example, examples }: JsonObject): string[] {
  if (example !== undefined) return [exampleText(example)];
  return Array.isArray(examples) ? examples.map(exampleText) : [];
}
