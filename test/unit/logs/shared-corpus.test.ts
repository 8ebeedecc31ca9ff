import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const bench = join(root, '../shared/bench/redaction');
const present = existsSync(bench);
if (!present) console.log(`Skipped: the shared redaction corpus is not at ${bench}`);

interface Score {
  readonly recallAll: number;
  readonly cls: Readonly<Record<string, { readonly recall: number }>>;
}

/** What the shared scorer says of the bundled redactor over a corpus of this seed; its times are not looked at. */
function score(seed: number): Score {
  const data = mkdtempSync(join(tmpdir(), 'corpus-'));
  const node = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [join(bench, script), ...args], { cwd: root, stdio: 'pipe' });
  const report = join(data, 'score.json');
  const [adapter, name] = [join(root, 'test/redaction-adapter.mjs'), 'digital-interoperability-platform'];
  try {
    node('gen.mjs', '--lines', '3000', '--seed', String(seed), '--out', data);
    node('score.mjs', '--data', data, '--extra', adapter, '--only', name, '--json', report);
    return JSON.parse(readFileSync(report, 'utf8')).results[0];
  } finally {
    rmSync(data, { recursive: true });
  }
}

(present ? describe : describe.skip)('the shared corpus', () => {
  test.each([5, 987654321])('of seed %i leaks nothing, loses nothing and stays JSON', (seed) => {
    const scored = score(seed);
    const perfect = { recallAll: 1, linesLeaking: 0, decoysKept: 1, keepFields: 1, badJson: 0, errors: 0 };
    expect(scored).toMatchObject(perfect);
    expect(Object.entries(scored.cls).filter(([, { recall }]) => recall < 1)).toEqual([]);
  });
});
