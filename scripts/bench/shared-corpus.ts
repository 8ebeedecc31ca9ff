import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const generator = join(__dirname, '../../../shared/bench/redaction/gen.mjs');

/** Lines of the corpus that redactors are compared on; undefined where its generator is not beside the project. */
export function sharedCorpus(lines: number, seed: number): readonly string[] | undefined {
  if (!existsSync(generator)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'dip-bench-'));
  try {
    const args = [generator, '--lines', String(lines), '--seed', String(seed), '--out', folder];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return readFileSync(join(folder, 'corpus.ndjson'), 'utf8').split('\n').filter(Boolean);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
