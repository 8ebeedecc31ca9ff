import type { MovingClock } from './moving-clock';

/** Lets time pass: looks every few seconds for what is due, and moves the clock when asked to. */
export interface Timekeeper<Ran> {
  /** Moves the clock, runs what then is due and answers it. */
  advance(milliseconds: number): Promise<Ran>;
  stop(): void;
}

interface Needs<Ran> {
  readonly clock: MovingClock;
  /** Runs what fell due between two moments. */
  fallDue(from: Date, to: Date): Promise<Ran>;
  warn(message: string): void;
}

const everyMillis = 10_000;

export function startTimekeeper<Ran>({ clock, fallDue, warn }: Needs<Ran>): Timekeeper<Ran> {
  let seen = clock.now();
  let last: Promise<unknown> = Promise.resolve();
  const catchUp = (): Promise<Ran> => {
    const running = last.then(() => {
      const from = seen;
      seen = clock.now();
      return fallDue(from, seen);
    });
    last = running.catch((error: Error) => warn(`what fell due did not all run: ${error.message}`));
    return running;
  };
  const timer = setInterval(() => void catchUp().catch(() => undefined), everyMillis);
  return {
    advance(milliseconds) {
      clock.advance(milliseconds);
      return catchUp();
    },
    stop: () => clearInterval(timer),
  };
}
