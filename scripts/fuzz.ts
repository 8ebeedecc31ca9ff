/**
 * `npm run fuzz [-- SECONDS [EDGE]]`: every edge of the platform, or one, under made-up input for so long a property.
 * The seed is new each time, unless FUZZ_SEED names one, and printed.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

const [seconds = '60', edge = ''] = process.argv.slice(2);
if (!(Number(seconds) > 0)) {
  console.error('How many seconds for each property? For example: npm run fuzz -- 60 jose');
  process.exit(2);
}
const seed = process.env.FUZZ_SEED ?? String(randomInt(2 ** 31));
console.log(`FUZZ_SEED=${seed}`);
const jest = join(__dirname, '..', 'node_modules', '.bin', 'jest');
const { status } = spawnSync(jest, ['--runInBand', join('test', 'fuzz', edge)], {
  env: { ...process.env, FUZZ_SEED: seed, FUZZ_SECONDS: seconds },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
