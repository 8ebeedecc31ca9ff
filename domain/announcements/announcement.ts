import * as z from 'zod';
import { longestReason } from '../applications/step';
import type { RegistryEntry } from '../publishing/registry-entry';

/** What a publisher tells those who call its API. */
export const announcementKinds = ['change', 'planned-work', 'incident', 'deprecation'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

const announcement = z.object({
  id: z.string().min(1),
  kind: z.enum(announcementKinds),
  /** What subscribers and everybody else read on pages; no mail holds it. */
  text: z.string().min(1).max(longestReason),
  /** The last day that it is about: of a deprecation the last one on which the API answers. */
  until: z.iso.date().optional(),
  at: z.iso.datetime(),
  /** `Account.id` of who posted it. */
  by: z.string(),
  /** When the publisher took it back, or said that it is over. */
  endedAt: z.iso.datetime().optional(),
  /** `Team.id` of the last of the subscribers' teams, in order of their ids, that has been mailed; absent before the first. */
  mailedThrough: z.string().optional(),
  /** Every team of those subscribed has been mailed. */
  isMailed: z.boolean(),
});
export type Announcement = z.infer<typeof announcement>;

/** What is announced of one API: one item of the table of announcements. */
export const announcements = z.object({
  /** Name of the API. */
  id: z.string().min(1),
  revision: z.number().int().positive(),
  /** Whose they are: whoever takes the API's name over begins without them. */
  publisher: z.string(),
  /** The latest last. */
  announcements: z.array(announcement),
});
export type Announcements = z.infer<typeof announcements>;

/** That are remembered of one API; the oldest go. */
export const mostAnnouncements = 50;
/** That a team may post in a day: each is a mail to every subscriber's team. */
export const mostInADay = 3;
/** Months of notice that NHS England's API standards ask for before an API is retired. */
export const noticeMonths = 12;
/** Days for which what has no last day is shown. */
const shownForDays = 60;

/** Those of the API's present publisher that hold now, the latest first. */
export function currentAnnouncements(
  row: Announcements | undefined,
  { publisher }: Pick<RegistryEntry, 'publisher'>,
  now: Date,
): Announcement[] {
  if (row?.publisher !== publisher.organisation) return [];
  const today = now.toISOString().slice(0, 10);
  const since = new Date(now.getTime() - shownForDays * 86_400_000).toISOString();
  const isCurrent = ({ endedAt, until, at }: Announcement) =>
    endedAt === undefined && (until === undefined ? at > since : until >= today);
  return row.announcements.filter(isCurrent).reverse();
}
