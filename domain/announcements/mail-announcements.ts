import type { AccountStore } from '../accounts/account-store';
import type { AccessRequests } from '../applications/access-request';
import type { ApplicationStore } from '../applications/application-store';
import { makeListSubscribers } from '../applications/list-subscribers';
import { changeRow, type Rows } from '../change-row';
import { quoted } from '../mails/mail';
import type { Mailer } from '../mails/mailer';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { RegistryStore } from '../publishing/registry-store';
import { readersOf } from '../teams/readers-of';
import type { Team } from '../teams/team';
import type { Announcement, AnnouncementKind, Announcements } from './announcement';

interface Needs {
  readonly registry: Pick<RegistryStore, 'list'>;
  readonly announcements: Rows<Announcements>;
  readonly requests: Pick<AccessRequests, 'applicationsOf'>;
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly teams: Pick<Rows<Team>, 'find'>;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly mailer: Mailer;
  readonly portalUrl: string;
}

export interface MailedAnnouncements {
  readonly mails: number;
  readonly refused: number;
  /** APIs whose subscribers could not all be mailed; the next run goes on. */
  readonly failed: readonly string[];
}

/** Of one run; the next goes on where it ended. */
const mostMails = 500;

const words: Readonly<Record<AnnouncementKind, string>> = {
  change: 'a change',
  'planned-work': 'planned work',
  incident: 'an incident',
  deprecation: 'the end of the API',
};

/** What a publisher typed stands on the page, for whoever reads it there. */
export const announcementMail = (kind: AnnouncementKind, { title, url }: { title: string; url: string }) => ({
  subject: `${quoted(title)}: ${words[kind]}`,
  text: `The publisher of ${quoted(title)}, which an application of your team calls, has announced ${words[kind]}. Read it at ${url}`,
});

/**
 * Mails what was announced and not mailed yet to those who work with the applications that are subscribed, team by team
 * in order, and remembers the last: a run that is cut off is gone on with, and the team it was at is mailed once more at
 * the worst.
 */
export const makeMailAnnouncements = (needs: Needs) => {
  const listSubscribers = makeListSubscribers(needs);
  return async (): Promise<MailedAnnouncements> => {
    const sent = { mails: 0, refused: 0 };
    const failed: string[] = [];
    for (const entry of await needs.registry.list()) {
      try {
        const row = await needs.announcements.find(entry.api);
        if (row?.publisher !== entry.publisher.organisation) continue;
        for (const one of row.announcements.filter(({ isMailed }) => !isMailed)) await mailAll(entry, one);
      } catch {
        failed.push(entry.api);
      }
    }
    return { ...sent, failed };

    async function mailAll(entry: RegistryEntry, { id, kind, mailedThrough = '', endedAt }: Announcement) {
      const url = `${needs.portalUrl}/catalogue/${encodeURIComponent(entry.api)}`;
      const mail = announcementMail(kind, { title: entry.title, url });
      const teams = endedAt === undefined ? await teamsOf(entry.api) : [];
      for (const team of teams.filter((one) => one > mailedThrough)) {
        if (sent.mails >= mostMails) return;
        for (const { email: to } of await readersOf(needs, team)) {
          const outcome = await needs.mailer.send({ to, ...mail });
          if (outcome === 'sent') sent.mails += 1;
          else sent.refused += 1;
        }
        await change(entry.api, id, { mailedThrough: team });
      }
      await change(entry.api, id, { isMailed: true });
    }
  };

  async function teamsOf(api: string): Promise<string[]> {
    const all = await listSubscribers(api);
    const theirs = all.flatMap(({ application, standing }) =>
      standing === 'approved' && application.team !== undefined ? [application.team] : [],
    );
    return [...new Set(theirs)].sort();
  }

  function change(api: string, id: string, fields: Partial<Announcement>) {
    return changeRow(needs.announcements, api, (row) => ({
      ...row,
      announcements: row.announcements.map((one) => (one.id === id ? { ...one, ...fields } : one)),
    }));
  }
};
