import type { DataCategory } from '../../../domain/retention/retention-rule';

const categories: Readonly<Record<DataCategory, string>> = {
  'redacted-access-record': 'Redacted access records',
  'unredacted-access-record': 'Access records that were not redacted',
  'redacted-function-log': 'Redacted log events of functions behind APIs',
  'unredacted-function-log': 'Log events of functions behind APIs that were not redacted',
  anonymised: 'Anonymised records',
  registration: 'Registrations of applications',
  'name-and-email': 'Names and e-mail addresses of developers',
  credential: 'Credentials',
  'staff-activity': 'Which member of staff, by role and session, read or changed what',
  operational: 'Operational data, none of it about a person who is cared for',
  published: 'Published documents',
};

/** A category of data as a reader of the report knows it. */
export const categoryWords = (category: string): string =>
  Object.hasOwn(categories, category) ? categories[category as DataCategory] : category;

export const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
