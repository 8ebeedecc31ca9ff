import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApiDefinition } from '../../lib/specification-files/read-api-definition';
import { aLargeApi } from '../../test/a-large-api';
import { synthesise } from '../synth';
import type { Figure } from './figure';
import { rounded } from './rate';
import { sized } from './size';
import { startedPlatform } from './started-platform';

const operations = sized(1_000, 200);

/** An API of a thousand operations: read, synthesised, served and called for the first time. */
export async function measure(): Promise<Figure[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'dip-bench-'));
  try {
    const specs = join(scratch, 'specs');
    mkdirSync(specs);
    const file = join(specs, 'large.json');
    writeFileSync(file, JSON.stringify(aLargeApi({ operations })));
    const read = await seconds(() => readApiDefinition({ file }));
    const outdir = join(scratch, 'assembly');
    const synth = await seconds(() => synthesise({ environment: 'local', outdir, variables: { DIP_SPECS: specs } }));
    const template = statSync(join(outdir, 'local-Api-large.template.json')).size;
    let first = Number.NaN;
    await startedPlatform({ state: join(scratch, 'state'), specs }, async (api) => {
      first = await seconds(() => firstCall(api));
    });
    return [
      figure('read', read, 's'),
      figure('synth', synth, 's'),
      figure('template', template / 1000, 'kB of the 1,000 that CloudFormation takes'),
      figure('first-call', first, 's'),
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function firstCall(api: string): Promise<void> {
  const { status } = await fetch(`${api}/large/wards-1`);
  if (status !== 200) throw new Error(`the large API answered ${status}`);
}

const figure = (name: string, value: number, unit: string): Figure => ({
  name: `large-api:${name}`,
  value: rounded(value),
  unit: `${unit}, ${operations} operations`,
  against: '',
  ratio: null,
});

async function seconds(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
