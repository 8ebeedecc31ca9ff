import { sized } from './size';

/** Seconds of work before a rate is believed. */
const enough = sized(2, 0.05);

/** How often a second `work` can be done, one after the other, after a warm-up of a tenth of the time. */
export async function perSecond(work: () => Promise<unknown> | unknown): Promise<number> {
  await timesIn(enough / 10, work);
  return (await timesIn(enough, work)) / enough;
}

async function timesIn(seconds: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let times = 0;
  while (performance.now() < end) {
    await work();
    times += 1;
  }
  return times;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

export const rounded = (value: number): number => Number(value.toPrecision(3));
