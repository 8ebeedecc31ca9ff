import type { AnswerMark } from './marks';

/** Whose answer it is: given once for the organisation, once for a product, or for each API that a product calls. */
export type Scope = 'organisation' | 'product' | 'access';

/** Who judges the answer. */
export type Reviewer = 'publisher' | 'information governance' | 'clinical safety' | 'security' | 'service' | 'legal';

export interface Option {
  readonly value: string;
  readonly text: string;
  /** @default 'pass' */
  readonly mark?: AnswerMark;
}

/** What an API asks of whoever calls it, and what has been answered so far, by question. */
export interface Circumstances {
  /** Its calls may be about identifiable patients. */
  readonly isIdentifiable: boolean;
  /** Users sign in to be called for. */
  readonly hasUsers: boolean;
  answer(question: string): string | undefined;
}

/** One question, as a page asks it. Its id never changes its meaning: another meaning is another question. */
export interface Question {
  readonly id: string;
  readonly scope: Scope;
  readonly wording: string;
  readonly hint?: string;
  readonly kind: 'text' | 'line' | 'email' | 'web-address' | 'date' | 'choice' | 'acknowledge';
  /** Of a choice. */
  readonly options?: readonly Option[];
  /** @default it is always asked */
  readonly when?: (circumstances: Circumstances) => boolean;
  readonly reviewer: Reviewer;
  /** It binds the organisation: whoever may submit answers it. */
  readonly isBinding?: boolean;
  /** Of a date: the months for which what it dates holds. @default it does not end */
  readonly holdsForMonths?: number;
  /** Of a date: the day of each year on which what it dates ends, if that is three months away or more; else a year later. */
  readonly endsOn?: { readonly month: number; readonly day: number };
  /** Of a date: that there is none, which is answered by `none`. @default there has to be one */
  readonly orNone?: { readonly text: string; readonly mark: AnswerMark };
}

export interface Section {
  /** Of its page's address. */
  readonly id: string;
  /** Begins with a verb, as a task does. */
  readonly title: string;
  readonly questions: readonly Question[];
  /** How long others took for what it asks, in words, with where that is from. @default some minutes */
  readonly takes?: string;
}

/** A set of questions that a submission is pinned to. A later version holds for what is begun later. */
export interface Questionnaire {
  readonly version: string;
  readonly sections: readonly Section[];
}

/** Characters of a text, as the assurance forms of NHS England have it. */
export const longestAnswer = 2_000;
/** Characters of a line. */
export const longestLine = 200;

export const yesNo = (yes: AnswerMark, no: AnswerMark): readonly Option[] => [
  { value: 'yes', text: 'Yes', mark: yes },
  { value: 'no', text: 'No', mark: no },
];
