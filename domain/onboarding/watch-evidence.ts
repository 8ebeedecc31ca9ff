import type { AccountStore } from '../accounts/account-store';
import type { DecisionNeeds } from '../applications/decide-subscription';
import { changeRow } from '../change-row';
import type { Mail, Mailer } from '../mails/mailer';
import type { RegistryEntry } from '../publishing/registry-entry';
import { readersOf } from '../teams/readers-of';
import { expiryMail, noticeMail, reminderMail } from './evidence-mails';
import { changeIn, changeSubmission } from './find-product';
import { makeFollowSubmission } from './follow-submission';
import type { OnboardingPorts } from './ports';
import type { Product } from './product';
import { assess } from './read-dossiers';
import { isStanding, type Submission } from './submission';

/** Days before the end of an answer at which its team is told; with the last one both sides are given notice. */
export const remindedAtDays = [60, 30, 7, 0] as const;
/** Days between that notice and the suspension. */
export const noticeDays = 14;

interface Needs extends DecisionNeeds, Pick<OnboardingPorts, 'dossiers' | 'teams'> {
  readonly products: OnboardingPorts['products'] & { ids(): AsyncIterable<string> };
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly mailer: Mailer;
  readonly portalUrl: string;
}

/** What a sweep did, of nobody in particular. */
export interface EvidenceWatch {
  readonly products: number;
  /** Ends of answers that were told now. */
  readonly reminded: number;
  readonly suspended: number;
  /** Mails that could not be sent: what they say is on the page too. */
  readonly unsent: number;
  /** Submissions that could not be looked at; the next sweep tries again. */
  readonly failed: number;
}

const day = 24 * 60 * 60 * 1000;
const dateAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * day).toISOString().slice(0, 10);

/** Tells, each time once, which answers end, and suspends what has not been renewed after notice. */
export const makeWatchEvidence = (needs: Needs) => {
  const { products, dossiers, registry, mailer, clock, portalUrl } = needs;
  const follow = makeFollowSubmission(needs);

  return async (): Promise<EvidenceWatch> => {
    const now = clock.now();
    const at = now.toISOString();
    const counts = { products: 0, reminded: 0, suspended: 0, unsent: 0, failed: 0 };
    for await (const id of products.ids()) {
      counts.products += 1;
      try {
        const product = await products.find(id);
        for (const submission of product?.submissions ?? []) if (product) await watch(product, submission);
      } catch {
        counts.failed += 1;
      }
    }
    return counts;

    async function watch(product: Product, submission: Submission): Promise<void> {
      const entry = isStanding(submission.state) && (await registry.find(submission.api));
      if (!entry) return;
      const read = await dossiers.find(submission.approved ?? submission.snapshot ?? '');
      const { assessed } = assess(read?.version ?? submission.version, entry, read?.answers ?? [], now);
      const ends = new Set(assessed.flatMap(({ until }) => until ?? []));
      const isOver = submission.reminders.some(
        ({ until, days, at: told }) => ends.has(until) && days === 0 && dateAfter(told, noticeDays) <= at.slice(0, 10),
      );
      if (isOver) return suspend(product, submission, entry);
      for (const until of [...ends].sort()) await remind(product, submission, entry, { until, ends });
    }

    async function remind(
      { id, team }: Product,
      { api, to }: Submission,
      entry: RegistryEntry,
      { until, ends }: { readonly until: string; readonly ends: ReadonlySet<string> },
    ): Promise<void> {
      const left = Math.floor((Date.parse(until) - Date.parse(at.slice(0, 10))) / day);
      const days = remindedAtDays.findLast((one) => left <= one);
      if (days === undefined) return;
      let isFirst = false;
      // Written before it is mailed: two sweeps at once tell it once.
      await changeRow(products, id, (product) => {
        isFirst = false;
        return changeIn(product, api, (one) => {
          if (one.reminders.some((told) => told.until === until && told.days <= days)) return undefined;
          isFirst = true;
          return { ...one, reminders: [...one.reminders.filter((told) => ends.has(told.until)), { until, days, at }] };
        });
      });
      if (!isFirst) return;
      counts.reminded += 1;
      const about = { title: entry.title, until, ends: dateAfter(at, noticeDays) };
      const { own, theirs } = pagesOf(id, api);
      if (days > 0) return tell(team, reminderMail({ ...about, url: own }));
      await tell(team, noticeMail({ ...about, url: own }));
      await tell(to, noticeMail({ ...about, url: theirs }));
    }

    async function suspend({ id, team }: Product, { api, application, to }: Submission, { title }: RegistryEntry) {
      const reason = 'Evidence has run out, and nothing newer was approved';
      const moved = await changeSubmission(needs, {
        product: id,
        api,
        move: 'evidence expires',
        by: 'platform',
        at,
        reason,
      });
      if (!moved) return;
      counts.suspended += 1;
      await follow({ ...{ api, application, ...moved, reason }, assuredBy: undefined, by: 'operator evidence-watch' });
      const { own, theirs } = pagesOf(id, api);
      await tell(team, expiryMail({ title, url: own }));
      await tell(to, expiryMail({ title, url: theirs }));
    }

    async function tell(team: string | undefined, mail: Pick<Mail, 'subject' | 'text'>): Promise<void> {
      const readers = team === undefined ? [] : await readersOf(needs, team);
      const sent = await Promise.allSettled(readers.map(({ email: to }) => mailer.send({ to, ...mail })));
      counts.unsent += sent.filter((one) => one.status === 'rejected' || one.value === 'refused').length;
    }
  };

  function pagesOf(product: string, api: string) {
    const [of, on] = [encodeURIComponent(product), encodeURIComponent(api)];
    return {
      own: `${portalUrl}/products/${of}/apis/${on}`,
      theirs: `${portalUrl}/producer/${on}/products/${of}`,
    };
  }
};
