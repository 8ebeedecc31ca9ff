import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redactLine } from '../../../domain/logs/redact-line';

interface Truth {
  readonly p: readonly { readonly f: readonly string[]; readonly w?: 1 }[];
  readonly d: readonly { readonly f: string }[];
  readonly keep: Readonly<Record<string, unknown>>;
}

const generator = join(__dirname, '../../../../shared/bench/redaction/gen.mjs');
const present = existsSync(generator);
if (!present) console.log(`Skipped: the shared redaction corpus is not at ${generator}`);

const asWord = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');

(present ? describe : describe.skip)('the shared corpus', () => {
  test.each([1, 987654321])('of seed %i leaks nothing and loses nothing', (seed) => {
    const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
    try {
      execFileSync(process.execPath, [generator, '--lines', '2000', '--seed', String(seed), '--out', directory]);
      const read = (name: string) => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n');
      const truths = read('truth.ndjson');
      read('corpus.ndjson').forEach((line, index) => {
        const truth: Truth = JSON.parse(truths[index] ?? '');
        const redacted = redactLine(line);
        const leaks = truth.p.flatMap(({ f, w }) =>
          f.filter((form) => (w ? asWord(form).test(redacted) : redacted.includes(form))),
        );
        expect(leaks).toEqual([]);
        expect(truth.d.filter(({ f }) => !redacted.includes(f))).toEqual([]);
        expect(JSON.parse(redacted)).toMatchObject(truth.keep);
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
