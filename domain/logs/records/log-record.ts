import * as z from 'zod';

/** A stored record of any kind, as far as a search looks at it. Times are milliseconds since 1970. */
export const logRecord = z.looseObject({
  /** `access`, `tombstone`, … */
  record: z.string().optional(),
  time: z.number().optional(),
  /** Instead of `time`, of what a function logged. */
  timestamp: z.number().optional(),
  api: z.string().optional(),
  status: z.number().optional(),
  application: z.string().optional(),
  requestId: z.string().optional(),
});
export type LogRecord = z.infer<typeof logRecord>;

export const timeOf = ({ time, timestamp }: LogRecord): number | undefined => time ?? timestamp;
