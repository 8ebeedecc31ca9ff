import * as z from 'zod';
import { isAddress } from '../mails/mail';
import type { AnswerMark } from './marks';
import { longestAnswer, longestLine, type Question } from './question';

export const answer = z.object({
  question: z.string(),
  value: z.string().max(longestAnswer),
  /** `Account.id`. */
  by: z.string(),
  at: z.iso.datetime(),
  /** The revision of the dossier in which it was written: a page of an earlier one has not seen it. */
  rev: z.number().int(),
});
export type Answer = z.infer<typeof answer>;

/** The answers of one organisation, one product, or one product about one API: one item of the table of dossiers. */
export const dossier = z.object({
  /** `dossierId`. */
  id: z.string().min(1),
  revision: z.number().int().positive(),
  answers: z.array(answer),
  /** Of what was submitted: of the questionnaire that it answers. */
  version: z.string().optional(),
});
export type Dossier = z.infer<typeof dossier>;

/** The answer to a question for a date that there is none. */
export const none = 'none';

/** https, of a host on the internet. */
function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username } = new URL(value);
  return protocol === 'https:' && hostname.includes('.') && username === '';
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** What is wrong with a value, in words for who typed it; undefined where it answers the question. */
export function answerFault({ kind, options = [], orNone }: Question, value: string, now: Date): string | undefined {
  if (value === '')
    return kind === 'choice' ? 'Choose an answer' : kind === 'acknowledge' ? 'Tick the box' : 'Enter an answer';
  if (kind === 'choice')
    return options.some((one) => one.value === value) ? undefined : 'Choose an answer from the list';
  if (kind === 'acknowledge') return value === 'yes' ? undefined : 'Tick the box';
  if (kind === 'date') return orNone && value === none ? undefined : dateFault(value, now);
  if (kind === 'email' && !isAddress(value)) return 'Enter one email address, such as name@example.nhs.uk';
  if (kind === 'web-address' && !isWebAddress(value)) return 'Enter an address that begins with https://';
  const most = kind === 'text' ? longestAnswer : longestLine;
  return value.length > most ? `Use ${most} characters or fewer` : undefined;
}

function dateFault(value: string, now: Date): string | undefined {
  if (!z.iso.date().safeParse(value).success) return 'Enter a real date, such as 27 3 2026';
  return value > dayOf(now) ? 'Enter a date that has been' : undefined;
}

/** The last day on which what an answer dates still holds; undefined where it does not end. */
export function holdsUntil({ kind, holdsForMonths, endsOn }: Question, value: string): string | undefined {
  if (kind !== 'date' || !z.iso.date().safeParse(value).success) return undefined;
  const end = new Date(`${value}T00:00:00Z`);
  if (endsOn) {
    end.setUTCMonth(end.getUTCMonth() + 3);
    const next = new Date(Date.UTC(end.getUTCFullYear(), endsOn.month - 1, endsOn.day));
    if (next < end) next.setUTCFullYear(next.getUTCFullYear() + 1);
    return dayOf(next);
  }
  if (holdsForMonths === undefined) return undefined;
  end.setUTCMonth(end.getUTCMonth() + holdsForMonths);
  return dayOf(end);
}

/** An answer in the words of its page. */
export const shownAnswer = ({ options, orNone }: Pick<Question, 'options' | 'orNone'>, value: string): string =>
  (orNone && value === none ? orNone.text : options?.find((one) => one.value === value)?.text) ?? value;

/** Whether the last day on which something held is over. */
export const hasExpired = (until: string, now: Date): boolean => until < dayOf(now);

/** What an answer says for or against access on a day. */
export function markOf(question: Question, value: string, now: Date): AnswerMark {
  const until = holdsUntil(question, value);
  if (until !== undefined && hasExpired(until, now)) return 'fail';
  if (question.orNone && value === none) return question.orNone.mark;
  return question.options?.find((one) => one.value === value)?.mark ?? 'pass';
}
