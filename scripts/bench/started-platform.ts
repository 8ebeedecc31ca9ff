import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { portsFrom, urlOf } from '../../domain/local-platform';

const root = join(__dirname, '../..');

interface Start {
  readonly state: string;
  /** Folder of OpenAPI files to publish. @default none */
  readonly specs?: string;
}

/** Starts the platform, uses it once it is ready, and stops it. `use` gets the base URL of the APIs. */
export async function startedPlatform({ state, specs }: Start, use?: (api: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const env = { ...process.env, DIP_PORT: String(port), DIP_STATE: state };
  const args = ['--import', 'tsx', 'local/main.ts', ...(specs === undefined ? [] : ['--specs', specs])];
  const platform = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => platform.once('exit', () => resolve()));
  const health = `${urlOf(portsFrom(port).aws)}/_dip/health`;
  try {
    while (platform.exitCode === null && !(await fetch(health).catch(() => undefined))?.ok) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (platform.exitCode !== null) throw new Error('npm start ended before it was ready');
    await use?.(`http://127.0.0.1:${port}`);
  } finally {
    platform.kill();
    await ended;
  }
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
