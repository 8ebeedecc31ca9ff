import { type JsonSchema, placeOf } from './schema';

export interface SchemaSizes {
  /** How many values a schema has together with all that it refers to, each counted once. */
  readonly valuesOf: (schema: JsonSchema) => number;
  /** The places of all that a schema refers to, those that others refer to first. */
  readonly placesBelow: (schema: JsonSchema) => readonly number[];
}

export function sizesOf(schemas: readonly JsonSchema[]): SchemaSizes {
  const parts: Part[] = [];
  const partAt = (place: number): Part => (parts[place] ??= partsOf(schemas[place] ?? true));

  const placesBelow = (schema: JsonSchema): number[] => {
    const seen = new Set<number>();
    const below: number[] = [];
    const open: (number | { readonly done: number })[] = [...partsOf(schema).places];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next === 'object') below.push(next.done);
      else if (!seen.has(next)) {
        seen.add(next);
        open.push({ done: next }, ...partAt(next).places);
      }
    }
    return below;
  };
  return {
    placesBelow,
    valuesOf: (schema) =>
      placesBelow(schema).reduce((sum, place) => sum + partAt(place).values, partsOf(schema).values),
  };
}

interface Part {
  readonly values: number;
  readonly places: readonly number[];
}

function partsOf(schema: JsonSchema): Part {
  const open: unknown[] = [schema];
  const places = new Set<number>();
  let values = 0;
  for (; open.length > 0; values += 1) {
    const each = open.pop();
    const place = placeOf(each);
    if (place !== undefined) places.add(place);
    if (typeof each === 'object' && each !== null) for (const inside of Object.values(each)) open.push(inside);
  }
  return { values, places: [...places] };
}
