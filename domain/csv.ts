// It knows every spelling of what a spreadsheet takes for a formula.
import { stringify } from 'csv-stringify/sync';

/**
 * Rows as comma-separated values (RFC 4180), every line ended by CR LF.
 * @param rows cells as text; the first row names the columns
 * @param forSpreadsheet a cell that one would calculate is written with `'` before it: https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvOf = (rows: readonly (readonly string[])[], { forSpreadsheet }: { readonly forSpreadsheet: boolean }) =>
  stringify(rows as string[][], {
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    escape_formulas: forSpreadsheet,
  });
