import { csvOf } from '../csv';
import type { AccessRow } from './access-tally';

const columns = ['principal', 'store', 'part', 'action', 'outcome', 'count', 'first', 'last'] as const;

/** The review of a month as a table, one row for each principal, part and action. */
export const reviewAsCsv = (month: string, rows: readonly AccessRow[]): string =>
  csvOf([['month', ...columns], ...rows.map((row) => [month, ...columns.map((column) => String(row[column]))])], {
    forSpreadsheet: true,
  });
