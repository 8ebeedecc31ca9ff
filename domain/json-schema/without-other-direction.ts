import { own } from '../own';
import { isRecord } from '../record';
import { linearPattern } from './linear-pattern';
import { type JsonSchema, type JsonSchemaObject, settled } from './schema';
import type { SchemaChecks } from './schema-check';

/** Members do not travel the way that their schema is not for (OpenAPI 3.0.3, Schema Object). */
export type OtherDirection = 'readOnly' | 'writeOnly';

interface Within {
  readonly flag: OtherDirection;
  readonly schemas: readonly JsonSchema[];
  readonly checks: Pick<SchemaChecks, 'body'>;
}

const deepest = 100;

/** The value without the members of the other direction, wherever in a composition a schema says it of them. */
export function withoutOtherDirection(value: unknown, schema: JsonSchema, within: Within): unknown {
  const stripped = (each: unknown, of: readonly unknown[], depth: number): unknown => {
    if (typeof each !== 'object' || each === null || depth > deepest) return each;
    const parts = of.flatMap((one) => partsOf(one, each, within));
    if (Array.isArray(each)) return each.map((item, index) => stripped(item, itemSchemas(parts, index), depth + 1));
    const kept = Object.entries(each).flatMap(([name, member]): [string, unknown][] => {
      const schemas = memberSchemas(parts, name);
      return schemas.some((one) => isOther(one, member, within)) ? [] : [[name, stripped(member, schemas, depth + 1)]];
    });
    return Object.fromEntries(kept);
  };
  return stripped(value, [schema], 0);
}

const isOther = (schema: unknown, value: unknown, within: Within): boolean =>
  partsOf(schema, value, within).some((part) => own(part, within.flag) === true);

/** The schema and all that it is composed of, of alternatives those that the value is one of. */
function partsOf(schema: unknown, value: unknown, { schemas, checks }: Within): JsonSchemaObject[] {
  const parts: JsonSchemaObject[] = [];
  const open: unknown[] = [schema];
  while (open.length > 0 && parts.length < deepest) {
    // What stands beside a reference counts too.
    const written = open.pop();
    if (!isRecord(written)) continue;
    const found = settled(written, schemas);
    parts.push(found, ...(found === written ? [] : [written]));
    for (const part of new Set([found, written])) {
      for (const key of ['allOf', 'then', 'else']) open.push(...[part[key]].flat());
      for (const key of ['oneOf', 'anyOf']) {
        const alternatives = part[key];
        if (Array.isArray(alternatives))
          open.push(...alternatives.filter((each) => checks.body(each)(value).length === 0));
      }
    }
  }
  return parts;
}

const itemSchemas = (parts: readonly JsonSchemaObject[], index: number): unknown[] =>
  parts.map(({ prefixItems, items }) =>
    Array.isArray(prefixItems) && index < prefixItems.length ? prefixItems[index] : items,
  );

function memberSchemas(parts: readonly JsonSchemaObject[], name: string): unknown[] {
  return parts.flatMap(({ properties, patternProperties, additionalProperties }) => {
    const declared = isRecord(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
    const matching = Object.entries(isRecord(patternProperties) ? patternProperties : {})
      .filter(([pattern]) => linearPattern(pattern)?.test(name))
      .map(([, schema]) => schema);
    const found = [...declared, ...matching];
    return found.length > 0 ? found : [additionalProperties];
  });
}
