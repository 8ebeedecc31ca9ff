import { join } from 'node:path';
import { statePath } from '../adapters/node/local-state';
import { progress } from '../adapters/node/progress';
import { firstPort } from '../domain/local-platform';
import { printableLines } from '../domain/printable';
import { run } from './start/run';
import { readStartOptions } from './start/start-options';
import { whenOrphaned } from './start/when-orphaned';

// Functions run in UTC, as Lambda's do; a worker thread shares the process's time zone.
process.env.TZ = 'UTC';
// Deployed functions run on a version of Node that the SDK does not warn about.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// What is kept is read by nobody else.
process.umask(0o077);

const projectFolder = join(__dirname, '..');
const stopping = new AbortController();

async function main(): Promise<void> {
  const options = readStartOptions(process.argv);
  const cloud = await run({
    ...options,
    projectFolder,
    folder: statePath(projectFolder, process.env),
    firstPort: firstPort(process.env.DIP_PORT),
    signal: stopping.signal,
    show: progress(process.env, process.stdout),
    say: (text) => console.log(printableLines(text)),
    warn: (message) => console.warn(printableLines(`! ${message}`)),
  });
  if (!stopping.signal.aborted) await new Promise((stop) => stopping.signal.addEventListener('abort', stop));
  await cloud.stop();
}

function stop(): void {
  // The second time the user means it.
  if (stopping.signal.aborted) process.exit(1);
  console.log('Stopping: requests in flight end, buffered log records are delivered…');
  stopping.abort();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// Started by hand, it may outlive its shell. Ctrl-C ends npm too, which is no second wish.
if (process.env.npm_lifecycle_event === 'start') whenOrphaned(() => stopping.signal.aborted || stop());

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (!stopping.signal.aborted) console.error(printableLines(error instanceof Error ? error.message : String(error)));
    process.exit(stopping.signal.aborted ? 0 : 1);
  },
);
