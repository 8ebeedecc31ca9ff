import type { Finding } from '../checks/finding';

const columns = ['environment', 'rule', 'resource', 'level', 'status', 'reason', 'control'] as const;

/** RFC 4180 §2: a field with a comma, a quote or a line break stands in quotes. */
const field = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** The findings as a spreadsheet reads them. */
export const findingsCsv = (findings: readonly Finding[]): string =>
  [columns.join(','), ...findings.map((finding) => columns.map((column) => field(finding[column])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('');
