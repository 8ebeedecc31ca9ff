/**
 * The embedded cloud's time: the machine's, plus an offset that only grows. A restart returns to the machine's time,
 * because callers sign their assertions by it.
 */
export interface MovingClock {
  now(): Date;
  advance(milliseconds: number): void;
  /** Milliseconds ahead of the machine, shared with the functions' worker threads. */
  readonly offset: SharedArrayBuffer;
}

export function createMovingClock(): MovingClock {
  const offset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const cell = new BigInt64Array(offset);
  return {
    offset,
    now: () => new Date(Date.now() + Number(Atomics.load(cell, 0))),
    advance: (milliseconds) => {
      Atomics.add(cell, 0, BigInt(milliseconds));
    },
  };
}

/** As AWS writes times down: to the second. */
export const isoSecond = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');
