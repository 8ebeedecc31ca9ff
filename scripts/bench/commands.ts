import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../synth';
import type { Figure } from './figure';
import { rounded } from './rate';
import { startedPlatform } from './started-platform';

/** Seconds that a platform engineer waits: for a cloud assembly, and for the platform to serve. */
export async function measure(): Promise<Figure[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'dip-bench-'));
  try {
    const synth = await seconds(() => synthesise({ environment: 'local', outdir: join(scratch, 'assembly') }));
    const start = await seconds(() => startedPlatform({ state: join(scratch, 'state') }));
    return [figure('synth', synth), figure('start', start)];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const figure = (name: string, value: number): Figure => ({
  name,
  value: rounded(value),
  unit: 's',
  against: '',
  ratio: null,
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
