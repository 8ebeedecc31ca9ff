import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { type RegistryEntry, registryEntry } from '../../domain/publishing/registry-entry';
import { parseRow } from './parse-row';

/** No API's name holds a `#`. */
const prefix = 'operations#';

/** Characters: the authoriser reads an entry at every question, and pays for each 4 KB. */
const mostInEntry = 20_000;
/** Bytes; the reader's limit of their characters leaves it far behind. */
const mostUnpacked = 20_000_000;

const asideRow = z.object({ api: z.string(), packed: z.instanceof(Uint8Array) });
export type AsideRow = z.infer<typeof asideRow>;

const entryRow = registryEntry.partial({ operations: true }).extend({ operationsKey: z.string().optional() });

export interface EntryRows {
  readonly main: Record<string, unknown>;
  /** What does not fit into that: the operations of a large API, never changed once written. */
  readonly aside?: AsideRow;
}

export function rowsOf({ operations, ...entry }: RegistryEntry): EntryRows {
  const text = JSON.stringify(operations);
  if (text.length <= mostInEntry) return { main: { ...entry, operations } };
  // A key of its own for every writing, so that no other row ever comes to refer to it.
  const key = `${prefix}${entry.api}#${randomUUID()}`;
  return { main: { ...entry, operationsKey: key }, aside: { api: key, packed: gzipSync(text) } };
}

/** Key of what stands aside of a row. */
export const asideKeyOf = (row: Record<string, unknown> | undefined): string | undefined =>
  typeof row?.operationsKey === 'string' ? row.operationsKey : undefined;

/** @throws MalformedRow */
export function entryOf(row: unknown, aside: unknown, at: { table: string; key: string }): RegistryEntry {
  const { operationsKey, ...entry } = parseRow(entryRow, row, at);
  if (operationsKey === undefined) return parseRow(registryEntry, entry, at);
  const { packed } = parseRow(asideRow, aside, { ...at, key: operationsKey });
  const operations = JSON.parse(gunzipSync(packed, { maxOutputLength: mostUnpacked }).toString('utf8'));
  return parseRow(registryEntry, { ...entry, operations }, at);
}
