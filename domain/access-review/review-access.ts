import type { EvidenceStore } from '../evidence/evidence-store';
import type { Clock } from '../ports';
import { AccessTally } from './access-tally';
import type { ReadingTrail } from './reading-trail';
import { reviewAsCsv } from './review-as-csv';

interface Needs {
  readonly trail: ReadingTrail;
  readonly evidence: EvidenceStore;
  readonly clock: Clock;
  /** What each bucket is called in the review. */
  readonly stores: Readonly<Record<string, string>>;
}

/** Months back to which the trail reaches. */
const reach = 12;

/**
 * Reviews every complete month that has no review yet: the last one always, as that nobody read anything is evidence
 * too, and earlier ones that the trail has records of, so that a review that failed is made up for. Answers the months.
 */
export const makeReviewAccess =
  ({ trail, evidence, clock, stores }: Needs) =>
  async (): Promise<readonly string[]> => {
    const now = clock.now();
    const reviewed = await evidence.names('access-review/');
    const made: string[] = [];
    for (let back = 1; back <= reach; back += 1) {
      const month = monthBefore(now, back);
      const name = `access-review/${month}`;
      // The table is kept last: a month whose review was cut short is reviewed again.
      if (reviewed.includes(`${name}.csv`)) continue;
      const tally = new AccessTally(stores);
      for await (const record of trail.recordsOf(month)) tally.add(record);
      const rows = tally.rows();
      if (back > 1 && rows.length === 0) continue;
      const { unreadable } = tally;
      const review = { month, madeAt: now.toISOString(), unreadable, rows };
      await evidence.keep(`${name}.json`, `${JSON.stringify(review, undefined, 2)}\n`);
      await evidence.keep(`${name}.csv`, reviewAsCsv(month, rows));
      made.push(month);
    }
    return made;
  };

const monthBefore = (now: Date, back: number): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7);
