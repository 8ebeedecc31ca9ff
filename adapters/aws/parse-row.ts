import type * as z from 'zod';

/** A row of a table that is not what the platform writes: told by table, key and field, never by value. */
export class MalformedRow extends Error {
  constructor(table: string, key: string, fields: readonly string[]) {
    super(`Malformed row ${key} in ${table}: ${fields.join(', ')}`);
    this.name = 'MalformedRow';
  }
}

/** @throws MalformedRow */
export function parseRow<T>(schema: z.ZodType<T>, row: unknown, { table, key }: { table: string; key: string }): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'row'} (${code})`);
  throw new MalformedRow(table, key, fields);
}
