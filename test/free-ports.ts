import { createServer } from 'node:net';

const FIRST = 20_000;
/** All below the ports that Linux draws for connections that go out, which may take one before it is listened on. */
const BLOCKS = 1_270;
/** Brings processes that were started one after the other far apart; it has no factor in common with the blocks. */
const STRIDE = 487;

/**
 * The first of six free ports in a row. Where the search begins is the process's own: whoever searches in another at
 * the same time would otherwise find the same ones before either has taken them. In one process it is always the same,
 * and so is, for platforms that are started one after the other, the assembly that names their ports.
 */
export async function freePorts(): Promise<number> {
  const start = process.pid * STRIDE;
  for (let tried = 0; tried < BLOCKS; tried += 1) {
    const first = FIRST + ((start + tried) % BLOCKS) * 10;
    const free = await Promise.all([0, 1, 2, 3, 4, 5].map((offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no six free ports in a row');
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
