import * as z from 'zod';
import { parseDuration } from '../domain/parse-duration';

/** A time, or how many milliseconds ago. */
export type Moment = Date | number;

const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** `PT1H` as an hour ago, `2026-01-05` and `2026-01-05T09:00:00Z` as they are; `undefined` where it is neither. */
export function parseMoment(text: string): Moment | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return ago;
  return time.safeParse(text).success ? new Date(text) : undefined;
}
