import { parquetWriteBuffer } from 'hyparquet-writer';
import type { AnonymousRow } from '../../domain/logs/anonymisation/anonymous-row';

type Column = readonly [name: string, type: 'INT32' | 'INT64' | 'STRING', value: (row: AnonymousRow) => unknown];

/** The columns of every file of the analytics, beside the partitions `api` and `date` that stand in its key. */
const columns: readonly Column[] = [
  ['kind', 'STRING', ({ kind }) => kind],
  ['hour', 'INT32', ({ hour }) => hour],
  ['operation', 'STRING', ({ operation }) => operation],
  ['status_class', 'STRING', ({ statusClass }) => statusClass],
  ['latency_up_to_ms', 'INT32', ({ latencyUpTo }) => latencyUpTo],
  ['error_class', 'STRING', ({ errorClass }) => errorClass],
  ['access_mode', 'STRING', ({ accessMode }) => accessMode],
  ['organisation_type', 'STRING', ({ organisationType }) => organisationType],
  ['requests', 'INT64', ({ requests }) => BigInt(requests)],
];

/** Rows as a Parquet file, the same bytes for the same rows: nothing in it says when it was made. */
export function anonymousParquet(rows: readonly AnonymousRow[]): Uint8Array {
  const columnData = columns.map(([name, type, value]) => ({
    name,
    type,
    data: rows.map((row) => value(row) ?? null),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
