import type { AccessRow } from './access-tally';

const columns = ['principal', 'store', 'part', 'action', 'outcome', 'count', 'first', 'last'] as const;

/** The review of a month as a table, one row for each principal, part and action; RFC 4180. */
export const reviewAsCsv = (month: string, rows: readonly AccessRow[]): string =>
  [['month', ...columns], ...rows.map((row) => [month, ...columns.map((column) => String(row[column]))])]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');

/** A spreadsheet takes what starts like a formula for one: https://owasp.org/www-community/attacks/CSV_Injection */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
