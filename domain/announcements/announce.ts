import { ownApi, type PublisherNeeds } from '../applications/decide-for-publisher';
import { beginRow, changeRow, type Rows } from '../change-row';
import type { NewId } from '../ports';
import { type AnnouncementKind, type Announcements, mostAnnouncements, mostInADay, noticeMonths } from './announcement';

interface Needs extends Pick<PublisherNeeds, 'registry' | 'teams' | 'clock' | 'production'> {
  readonly announcements: Rows<Announcements>;
  readonly newId: NewId;
}

interface OwnApi {
  readonly account: string;
  readonly api: string;
}

interface Posted extends OwnApi {
  readonly kind: AnnouncementKind;
  readonly text: string;
  /** `2027-01-31`. */
  readonly until?: string | undefined;
}

export type AnnounceOutcome = 'done' | 'not_found' | 'is_past' | 'no_last_day' | 'too_soon' | 'too_many';

/**
 * Announces something to the subscribers of an API and on its pages; they are mailed within a quarter of an hour.
 * @throws NotAllowed
 */
export const makeAnnounce =
  (needs: Needs) =>
  async ({ kind, text, until, ...asked }: Posted): Promise<AnnounceOutcome> => {
    const own = await ownApi(needs, asked, 'apis.announce');
    if (!own) return 'not_found';
    const now = needs.clock.now();
    const today = now.toISOString().slice(0, 10);
    if (until !== undefined && until < today) return 'is_past';
    if (kind === 'deprecation' && until === undefined) return 'no_last_day';
    if (kind === 'deprecation' && needs.production && (until ?? '') < earliestEnd(now)) return 'too_soon';
    const publisher = own.publisher.organisation;
    const made = { id: needs.newId(), kind, text, ...(until && { until }) };
    const posted = { ...made, at: now.toISOString(), by: asked.account, isMailed: false };
    await beginRow(needs.announcements, { id: asked.api, publisher, announcements: [] });
    const saved = await changeRow(needs.announcements, asked.api, (row) => {
      const theirs = row.publisher === publisher ? row.announcements : [];
      if (theirs.filter(({ at }) => at.startsWith(today)).length >= mostInADay) return undefined;
      return { ...row, publisher, announcements: [...theirs, posted].slice(-mostAnnouncements) };
    });
    return saved ? 'done' : 'too_many';
  };

/** The first day that leaves the notice which subscribers are due. */
export function earliestEnd(now: Date): string {
  const end = new Date(now);
  end.setUTCMonth(end.getUTCMonth() + noticeMonths);
  return end.toISOString().slice(0, 10);
}

/**
 * Takes an announcement back, or says that it is over. False where there is none that holds.
 * @throws NotAllowed
 */
export const makeEndAnnouncement =
  (needs: Omit<Needs, 'newId' | 'production'>) =>
  async ({ id, ...asked }: OwnApi & { readonly id: string }): Promise<boolean> => {
    const own = await ownApi(needs, asked, 'apis.announce');
    if (!own) return false;
    const endedAt = needs.clock.now().toISOString();
    const saved = await changeRow(needs.announcements, asked.api, (row) => {
      const isTheirs = row.publisher === own.publisher.organisation;
      const found = isTheirs && row.announcements.some((one) => one.id === id && one.endedAt === undefined);
      if (!found) return undefined;
      return { ...row, announcements: row.announcements.map((one) => (one.id === id ? { ...one, endedAt } : one)) };
    });
    return saved !== undefined;
  };
