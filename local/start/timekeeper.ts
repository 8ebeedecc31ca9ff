import type { Engines } from './engines';
import { type FellDue, fallDue } from './fall-due';

/** Lets time pass: looks every few seconds for what is due, and moves the clock when asked to. */
export interface Timekeeper {
  /** Moves the clock, runs what then is due and answers it. */
  advance(milliseconds: number): Promise<FellDue>;
  stop(): void;
}

const everyMillis = 10_000;

export function startTimekeeper(engines: Engines): Timekeeper {
  let seen = engines.clock.now();
  let last: Promise<unknown> = Promise.resolve();
  const catchUp = (): Promise<FellDue> => {
    const running = last.then(() => {
      const from = seen;
      seen = engines.clock.now();
      return fallDue(engines, from, seen);
    });
    last = running.catch((error: Error) => engines.warn(`what fell due did not all run: ${error.message}`));
    return running;
  };
  const timer = setInterval(() => void catchUp().catch(() => undefined), everyMillis);
  return {
    advance(milliseconds) {
      engines.clock.advance(milliseconds);
      return catchUp();
    },
    stop: () => clearInterval(timer),
  };
}
