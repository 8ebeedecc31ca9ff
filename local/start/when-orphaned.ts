/** How often is looked, in milliseconds. */
const interval = 500;

/**
 * Calls `stop` once the process that started this one is gone. npm hands SIGTERM to the shell in which it runs a script,
 * which ends without handing it on; whoever stops `npm start` so would leave the platform on its ports.
 */
export function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    stop();
  }, interval);
  looking.unref();
}
