import * as z from 'zod';
import { countedForDays } from '../../retention/periods';

const count = z.number().int().nonnegative();
/** `2026-01-31T10`, UTC. */
const hour = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d$/);

const day = z.object({
  date: z.iso.date(),
  requests: count,
  /** Answered 4xx, those at a limit aside. */
  refused: count,
  /** Answered 429. */
  throttled: count,
  /** Answered 5xx. */
  failed: count,
  /** Calls of the minute that had most. */
  busiest: count,
  /** By the bucket of their latency: its upper bound in milliseconds, or none where it took longer than any. */
  latencies: z.array(z.object({ upTo: z.number().optional(), calls: count })),
});
export type DayOfApi = z.infer<typeof day>;

const shared = {
  id: z.string().min(1),
  revision: z.number().int().positive(),
  api: z.string().min(1),
  /** Whose API it was: whoever takes the name over counts anew. */
  publisher: z.string(),
  /** The last hour that is in it. */
  through: hour,
  expiresAt: z.number().int(),
};

/** How an API was called: one item of the table of call counts. */
export const apiCounts = z.object({ ...shared, days: z.array(day) });
export type ApiCounts = z.infer<typeof apiCounts>;

const week = z.object({
  /** Its Monday. */
  from: z.iso.date(),
  /** By `Operation.id`, or `otherOperations`, and status. */
  calls: z.array(z.object({ operation: z.string(), status: z.number().int(), calls: count })),
  /** Calls of the minute that had most. */
  busiest: count,
  /** What came after answers of 429 and 5xx. */
  retries: z.object({
    /** Such answers. */
    asked: count,
    /** Of them, those after which the operation was called once more within ten minutes. */
    retried: count,
    /** Of those, within a second. */
    hurried: count,
    /** Of those, sooner than after the refusal before it. */
    sooner: count,
  }),
});
export type WeekOfApplication = z.infer<typeof week>;

/** How one application called one API, where no call is of production: another item of that table. */
export const accessCounts = z.object({ ...shared, application: z.string().min(1), weeks: z.array(week) });
export type AccessCounts = z.infer<typeof accessCounts>;

/** Operations that are not told apart: of a path that the API does not have any more, or beyond what a row holds. */
export const otherOperations = 'other';

export const apiCountsId = (api: string): string => `api ${api}`;
export const accessCountsId = (application: string, api: string): string => `access ${application} ${api}`;

/** Nobody's time: counts of an hour begin at its first hour. */
export const never = '0000-00-00T00';

/** Weeks for which it is counted how an application calls. */
export const weeksCounted = countedForDays / 7;
