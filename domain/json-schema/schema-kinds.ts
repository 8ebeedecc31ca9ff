import { isRecord } from '../record';
import { type JsonSchema, placeOf } from './schema';

export type SchemaKind = 'text' | 'array' | 'object';

/** What a schema allows and asks of the values of its kinds, as far as its members say it. */
export interface Kinds {
  readonly kinds: ReadonlySet<SchemaKind>;
  /** Names of members, wherever they are declared. */
  readonly members: ReadonlySet<string>;
}

/** Of which kinds a schema's values may be, through references, compositions and lists of types. */
export function kindsOf(schema: JsonSchema | undefined, schemas: readonly JsonSchema[]): Kinds {
  const kinds = new Set<SchemaKind>();
  const members = new Set<string>();
  const seen = new Set<number>();
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const each = open.pop();
    if (!isRecord(each)) continue;
    const place = placeOf(each.$ref);
    if (place !== undefined && !seen.has(place)) open.push(schemas[place]);
    if (place !== undefined) seen.add(place);
    for (const list of [each.allOf, each.anyOf, each.oneOf]) if (Array.isArray(list)) open.push(...list);
    for (const type of [each.type].flat()) if (typeof type === 'string') kinds.add(kindOf(type));
    if (each.type === undefined && (each.items ?? each.prefixItems) !== undefined) kinds.add('array');
    if (isRecord(each.properties)) {
      if (each.type === undefined) kinds.add('object');
      for (const name of Object.keys(each.properties)) members.add(name);
    }
  }
  if (kinds.size === 0) kinds.add('text');
  return { kinds, members };
}

const kindOf = (type: string): SchemaKind => (type === 'array' || type === 'object' ? type : 'text');
