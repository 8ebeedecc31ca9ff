import * as z from 'zod';
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
});
export type Dossier = z.infer<typeof dossier>;

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** What is wrong with a value, in words for who typed it; undefined where it answers the question. */
export function answerFault({ kind, options = [] }: Question, value: string, now: Date): string | undefined {
  if (value === '')
    return kind === 'choice' ? 'Choose an answer' : kind === 'acknowledge' ? 'Tick the box' : 'Enter an answer';
  if (kind === 'choice')
    return options.some((one) => one.value === value) ? undefined : 'Choose an answer from the list';
  if (kind === 'acknowledge') return value === 'yes' ? undefined : 'Tick the box';
  if (kind === 'date') return dateFault(value, now);
  const most = kind === 'line' ? longestLine : longestAnswer;
  return value.length > most ? `Use ${most} characters or fewer` : undefined;
}

function dateFault(value: string, now: Date): string | undefined {
  if (!z.iso.date().safeParse(value).success) return 'Enter a real date, such as 27 3 2026';
  return value > dayOf(now) ? 'Enter a date that has been' : undefined;
}

/** The last day on which what an answer dates still holds; undefined where it does not end. */
export function holdsUntil({ kind, holdsForMonths }: Question, value: string): string | undefined {
  if (kind !== 'date' || holdsForMonths === undefined || !z.iso.date().safeParse(value).success) return undefined;
  const end = new Date(`${value}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + holdsForMonths);
  return end.toISOString().slice(0, 10);
}

/** Whether the last day on which something held is over. */
export const hasExpired = (until: string, now: Date): boolean => until < dayOf(now);

/** What an answer says for or against access on a day. */
export function markOf(question: Question, value: string, now: Date): AnswerMark {
  const until = holdsUntil(question, value);
  if (until !== undefined && hasExpired(until, now)) return 'fail';
  return question.options?.find((one) => one.value === value)?.mark ?? 'pass';
}
