import * as z from 'zod';

/** Of the agreement between the platform and those who publish: a later one is accepted anew. */
export const platformAgreementVersion = '1.0';

/** Characters of one entry. */
export const longestEntry = 500;

export interface GoLiveItem {
  readonly id: string;
  readonly wording: string;
  readonly hint?: string;
  readonly kind: 'line' | 'email' | 'https' | 'date' | 'agreement' | 'yes-no';
  /** Of a date: the months for which what it dates holds. */
  readonly holdsForMonths?: number;
  /** Of yes or no: the answer that lets an API go live. */
  readonly right?: 'yes' | 'no';
}

/** What is on record of an API before it is in production: the platform's specification, and the assurance of NHS APIs. */
export const goLiveItems: readonly GoLiveItem[] = [
  {
    id: 'organisation',
    wording: 'Organisation that publishes the API',
    hint: 'As publisher.organisation says',
    kind: 'line',
  },
  { id: 'data-controller', wording: 'Data controller of what it processes', kind: 'line' },
  {
    id: 'legal-basis',
    wording: 'Legal basis of the processing',
    hint: 'Such as UK GDPR Article 6(1)(e)',
    kind: 'line',
  },
  {
    id: `agreement-${platformAgreementVersion}`,
    wording: `Platform agreement, version ${platformAgreementVersion}`,
    hint: 'Somebody with authority has accepted it for the organisation',
    kind: 'agreement',
  },
  { id: 'service-level', wording: 'Service level', hint: 'Such as 99.9 % in a month', kind: 'line' },
  { id: 'support-hours', wording: 'Support hours', kind: 'line' },
  {
    id: 'contact',
    wording: 'Address that those who call it write to',
    hint: 'Of a role, not of a person',
    kind: 'email',
  },
  { id: 'runbook', wording: 'Where its runbook is', hint: 'An https address, which need not be public', kind: 'https' },
  {
    id: 'security-contact',
    wording: 'Address for weaknesses and breaches',
    hint: 'Of a role, not of a person',
    kind: 'email',
  },
  { id: 'penetration-test-on', wording: 'Last penetration test', kind: 'date', holdsForMonths: 12 },
  { id: 'findings-open', wording: 'Is a finding of it open that is critical or high?', kind: 'yes-no', right: 'no' },
];

const schemas: Readonly<Record<GoLiveItem['kind'], z.ZodType<string>>> = {
  line: z
    .string()
    .min(1, 'Enter an answer')
    .regex(/^[^\p{Cc}]*$/u, 'Write it in one line'),
  email: z.email('Enter an email address in the correct format, like team@example.nhs.uk').max(254),
  https: z.url({ protocol: /^https$/, error: 'Enter an address that begins with https://' }),
  date: z.iso.date('Enter a real date, such as 27 3 2026'),
  agreement: z.literal('yes', 'Tick the box'),
  'yes-no': z.enum(['yes', 'no'], 'Choose an answer'),
};

/** What is wrong with an entry, in words for who typed it; undefined where it can be kept. */
export function entryFault({ kind }: GoLiveItem, value: string, now: Date): string | undefined {
  if (value.length > longestEntry) return `Use ${longestEntry} characters or fewer`;
  const parsed = schemas[kind].safeParse(value);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  return kind === 'date' && value > now.toISOString().slice(0, 10) ? 'Enter a date that has been' : undefined;
}

/** Why an entry does not let an API go live on a day; undefined where it does. */
export function whyNot({ kind, right, holdsForMonths = 0 }: GoLiveItem, value: string | undefined, now: Date) {
  if (value === undefined) return 'is not answered';
  if (right !== undefined && value !== right) return `is answered ${value}`;
  if (kind !== 'date') return undefined;
  const until = new Date(`${value}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + holdsForMonths);
  return until < now ? `was more than ${holdsForMonths} months ago` : undefined;
}
