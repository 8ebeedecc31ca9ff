import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../audit';
import { findingsCsv } from './findings-csv';
import { page } from './page';

/** Writes the four files of the report, replacing those of an earlier audit. */
export async function writeReport(audit: Audit, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write('findings.csv', findingsCsv(audit.findings));
  write('findings.json', `${JSON.stringify(audit.findings, undefined, 2)}\n`);
  write('evidence.json', `${JSON.stringify(audit.evidence, undefined, 2)}\n`);
  write('index.html', await page(audit));
}
