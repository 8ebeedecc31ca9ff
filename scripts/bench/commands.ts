import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../synth';
import type { Figure } from './figure';
import { rounded } from './rate';

const root = join(__dirname, '../..');
const ports = 5;

/** Seconds that a platform engineer waits: for a cloud assembly, and for the platform to serve. */
export async function measure(): Promise<Figure[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'dip-bench-'));
  try {
    const synth = await seconds(() => synthesise({ environment: 'local', outdir: join(scratch, 'assembly') }));
    const start = await seconds(() => startOnce(join(scratch, 'state')));
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

async function startOnce(state: string): Promise<void> {
  const port = await freePort();
  const env = { ...process.env, DIP_PORT: String(port), DIP_STATE: state };
  const platform = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], { cwd: root, env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => platform.once('exit', () => resolve()));
  const health = `http://127.0.0.1:${port + ports - 1}/_dip/health`;
  while (platform.exitCode === null && !(await fetch(health).catch(() => undefined))?.ok) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const started = platform.exitCode === null;
  platform.kill();
  await ended;
  if (!started) throw new Error('npm start ended before it was ready');
}

/** The first of a row that is likely free: the system hands out high ports in turn. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(Math.min(port, 65_000)));
    });
  });
