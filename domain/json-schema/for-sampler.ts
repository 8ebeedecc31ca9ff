import { own } from '../own';
import { holdsMap, isObject, type JsonSchemaObject } from './schema';

/**
 * As the sampler is given it. It writes names into plain objects, where this one would change what all objects have; and
 * it does not know that a member says which alternative is meant.
 */
export function forSampler(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forSampler);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(withNames(withType(value)))
      .filter(([name]) => name !== '__proto__')
      .map(([name, field]) => [name, fieldFor(name, field)]),
  );
}

function fieldFor(name: string, field: unknown): unknown {
  if (isValue.has(name)) return withoutPrototype(field);
  if (!holdsMap.has(name) || !isObject(field)) return forSampler(field);
  const members = Object.entries(field).filter(([member]) => member !== '__proto__');
  return Object.fromEntries(members.map(([member, schema]) => [member, forSampler(schema)]));
}

const isValue = new Set(['example', 'examples', 'default', 'const', 'enum']);

function withoutPrototype(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototype);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(members.map(([name, member]) => [name, withoutPrototype(member)]));
}

/** What names properties and no type is meant to be an object. */
const withType = (schema: JsonSchemaObject): JsonSchemaObject =>
  isObject(schema.properties) && schema.type === undefined && schema.enum === undefined
    ? { ...schema, type: 'object' }
    : schema;

/** OpenAPI 3.0.3, Discriminator Object: each alternative with the name that it is mapped to, of several the stated one. */
function withNames({ discriminator, ...schema }: JsonSchemaObject): JsonSchemaObject {
  if (!isObject(discriminator) || !isObject(discriminator.mapping))
    return { ...schema, ...(discriminator !== undefined && { discriminator }) };
  const { propertyName, mapping } = discriminator;
  const names = Object.entries(mapping);
  const named = (alternative: unknown): unknown => {
    const place = isObject(alternative) ? alternative.$ref : undefined;
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
