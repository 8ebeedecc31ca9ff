import { own } from '../own';
import { isRecord } from '../record';
import { holdsMap, type JsonSchemaObject } from './schema';

/**
 * As the sampler is given it. It writes names into plain objects, where this one would change what all objects have; and
 * it does not know that a member says which alternative is meant.
 */
export function forSampler(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forSampler);
  return isRecord(value) ? withMembers(withNames(withType(value)), fieldFor) : value;
}

function fieldFor(field: unknown, name: string): unknown {
  if (isValue.has(name)) return withoutPrototype(field);
  return holdsMap.has(name) && isRecord(field) ? withMembers(field, forSampler) : forSampler(field);
}

const isValue = new Set(['example', 'examples', 'default', 'const', 'enum']);

function withoutPrototype(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototype);
  return isRecord(value) ? withMembers(value, withoutPrototype) : value;
}

/** The object with each member made anew, but for one that would be its prototype. */
const withMembers = (object: JsonSchemaObject, make: (member: unknown, name: string) => unknown): JsonSchemaObject =>
  Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => name !== '__proto__')
      .map(([name, member]) => [name, make(member, name)]),
  );

/** What names properties and no type is meant to be an object. */
const withType = (schema: JsonSchemaObject): JsonSchemaObject =>
  isRecord(schema.properties) && schema.type === undefined && schema.enum === undefined
    ? { ...schema, type: 'object' }
    : schema;

/** OpenAPI 3.0.3, Discriminator Object: each alternative with the name that it is mapped to, of several the stated one. */
function withNames({ discriminator, ...schema }: JsonSchemaObject): JsonSchemaObject {
  if (!isRecord(discriminator) || !isRecord(discriminator.mapping))
    return { ...schema, ...(discriminator !== undefined && { discriminator }) };
  const { propertyName, mapping } = discriminator;
  const names = Object.entries(mapping);
  const named = (alternative: unknown): unknown => {
    const place = isRecord(alternative) ? alternative.$ref : undefined;
    const [name] = names.findLast(([, reference]) => reference === place) ?? [];
    if (name === undefined) return alternative;
    const properties = { [String(propertyName)]: { type: 'string', enum: [name] } };
    return { allOf: [alternative, { type: 'object', properties }] };
  };
  const chosen = ['oneOf', 'anyOf'].flatMap((key) => {
    const alternatives = own(schema, key);
    return Array.isArray(alternatives) ? [[key, alternatives.map(named)] as const] : [];
  });
  return { ...schema, ...Object.fromEntries(chosen) };
}
