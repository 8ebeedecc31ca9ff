import { type JsonSchema, type JsonSchemaObject, settled } from '../json-schema/schema';
import { isRecord } from '../record';

/**
 * A value as the XML builder takes it: elements by name, `@` before attributes. Names, attributes, namespaces and
 * wrapping are those of the schema (OpenAPI 3.0.3, XML Object).
 */
export function asXml(value: unknown, schema: JsonSchema | undefined, schemas: readonly JsonSchema[]): object {
  const whole = merged(schema, schemas);
  const name = nameOf(whole, isRecord(whole.xml) && typeof whole.xml.name === 'string' ? whole.xml.name : 'root');
  const inside = content(value, whole, schemas, 0);
  return { [name]: Array.isArray(inside) ? { item: inside } : inside };
}

function content(value: unknown, schema: JsonSchemaObject, schemas: readonly JsonSchema[], depth: number): unknown {
  if (depth > 100) return '';
  if (Array.isArray(value)) {
    const items = merged(schema.items, schemas);
    return value.map((each) => content(each, items, schemas, depth + 1));
  }
  if (!isRecord(value))
    return Object.keys(declared(schema)).length > 0 ? { ...declared(schema), '#text': value } : value;
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const members = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const of = merged(Object.hasOwn(properties, name) ? properties[name] : undefined, schemas);
    const xml: JsonSchemaObject = isRecord(of.xml) ? of.xml : {};
    const inside = content(each, of, schemas, depth + 1);
    if (xml.attribute === true) return [[`@${nameOf(of, name)}`, inside]];
    if (!Array.isArray(each)) return [[nameOf(of, name), inside]];
    const items = merged(of.items, schemas);
    const itemName = nameOf(items, isRecord(items.xml) ? name : nameOf(of, name));
    return xml.wrapped === true
      ? [[nameOf(of, name), { ...declared(of), [nameOf(items, name)]: inside }]]
      : [[itemName, inside]];
  });
  return { ...declared(schema), ...Object.fromEntries(members) };
}

function nameOf({ xml }: JsonSchemaObject, otherwise: string): string {
  const { name, prefix } = isRecord(xml) ? xml : {};
  const own = typeof name === 'string' ? name : otherwise;
  // What is no name of XML would make the whole no XML.
  const right = own.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
  return typeof prefix === 'string' && /^[A-Za-z_][\w.-]*$/.test(prefix) ? `${prefix}:${right}` : right;
}

function declared({ xml }: JsonSchemaObject): JsonSchemaObject {
  const { namespace, prefix } = isRecord(xml) ? xml : {};
  if (typeof namespace !== 'string') return {};
  return { [typeof prefix === 'string' ? `@xmlns:${prefix}` : '@xmlns']: namespace };
}

/** The schema with what its references and its `allOf` say of members and of XML. */
function merged(schema: unknown, schemas: readonly JsonSchema[]): JsonSchemaObject {
  const own = settled(schema, schemas);
  const parts = (Array.isArray(own.allOf) ? own.allOf : []).map((each) => settled(each, schemas));
  const all = [...parts, own];
  const properties = all.flatMap((part) => (isRecord(part.properties) ? Object.entries(part.properties) : []));
  return { ...Object.fromEntries(all.flatMap(Object.entries)), properties: Object.fromEntries(properties) };
}
