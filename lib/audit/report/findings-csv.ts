import { csvOf } from '../../../domain/csv';
import type { Finding } from '../checks/finding';

const columns = ['environment', 'rule', 'resource', 'level', 'status', 'reason', 'control'] as const;

/** The findings as a spreadsheet reads them. */
export const findingsCsv = (findings: readonly Finding[]): string =>
  csvOf([columns, ...findings.map((finding) => columns.map((column) => finding[column]))], { forSpreadsheet: true });
