import type * as z from 'zod';

/** Every key that a schema reads, a list's items as `[]` and any name as `*`: `access.[].grants.*`. */
export function keysOf(schema: z.core.$ZodType, path: readonly string[] = []): string[] {
  const inside = (part: z.core.$ZodType, ...more: string[]) => keysOf(part, [...path, ...more]);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, part]) => [[...path, key].join('.'), ...inside(part, key)]);
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return inside(def.innerType);
    case 'array':
      return inside(def.element, '[]');
    case 'record':
      return [[...path, '*'].join('.'), ...inside(def.valueType, '*')];
    case 'union':
      return [...new Set(def.options.flatMap((option) => inside(option)))];
    case 'pipe':
      return [...new Set([...inside(def.in), ...inside(def.out)])];
    default:
      return [];
  }
}
