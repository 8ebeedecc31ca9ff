import {
  countedForDays,
  endedAccessKnownForDays,
  eventsKeptForDays,
  expiredWithinADay,
  invitedForDays,
  unconfirmedForDays,
} from './periods';
import type { RetentionRule } from './retention-rule';

/** What the portal keeps of those who use it. */
export const portalRetention = {
  /** A daily sweep erases what is due; rows also bear their expiry, which the deletion of the account sets. */
  accounts: {
    purpose: 'Accounts of developers in the portal',
    categories: ['name-and-email'],
    readers: ['portal', 'announcer', 'evidence watch', 'account erasure'],
    keptFor: { days: 400, after: 'the account is deleted' },
    recoverableDays: 7,
  },
  /** Members stand in it by the ids of their accounts. */
  teams: {
    purpose: 'Knowing who answers for which applications, products and APIs',
    categories: ['registration'],
    readers: ['portal', 'announcer', 'evidence watch', 'account erasure'],
    keptFor: { asLongAs: 'the team, and of one that is closed its name' },
    recoverableDays: 35,
  },
  organisations: {
    purpose: 'Knowing on whose behalf teams act; no person is named',
    categories: ['registration'],
    readers: ['portal'],
    keptFor: { asLongAs: 'one of its teams' },
    recoverableDays: 35,
  },
  /** Rows bear their own expiry; DynamoDB removes them within two days more. The address goes when one is taken up. */
  invitations: {
    purpose: 'Asking people into a team by their e-mail address',
    categories: ['name-and-email'],
    readers: ['portal'],
    keptFor: { days: invitedForDays + 3 },
    recoverableDays: 7,
  },
  /** Rows bear their own expiry from the end of the access on; DynamoDB removes them within two days more. */
  accessRequests: {
    purpose: 'Telling both sides how an application came by its access to an API',
    categories: ['registration', 'staff-activity'],
    readers: ['portal', 'announcer', 'evidence watch', 'account erasure', 'Operator'],
    keptFor: { days: endedAccessKnownForDays + 3, after: 'the access has ended' },
    recoverableDays: 35,
  },
  /** Written once and never changed; rows bear their own expiry. People stand in it by the ids of their accounts. */
  events: {
    purpose: 'Telling a team who changed what, and when, of what it answers for',
    categories: ['registration', 'staff-activity'],
    readers: ['portal', 'account erasure', 'evidence watch', 'registrar', 'Operator'],
    keptFor: { days: eventsKeptForDays + 3 },
    recoverableDays: 35,
  },
  products: {
    purpose: 'Reviewing what is brought to production',
    categories: ['registration'],
    readers: ['portal', 'evidence watch'],
    keptFor: { asLongAs: 'the product' },
    recoverableDays: 35,
  },
  /** Roles, dates and descriptions; no person is named, and texts that hold data of patients are refused. */
  dossiers: {
    purpose: 'Answers to the assurance of APIs, given once for an organisation and a product',
    categories: ['registration'],
    readers: ['portal', 'evidence watch'],
    keptFor: { asLongAs: 'the organisation or the product' },
    recoverableDays: 35,
  },
  /** Cognito's user pool: forgotten at once when the account is deleted, or by the daily sweep if it never was one. */
  accountDirectory: {
    purpose: 'Sign-in to the portal; passwords are kept by Amazon Cognito and read by nobody',
    categories: ['name-and-email'],
    readers: ['portal', 'account erasure'],
    keptFor: { asLongAs: `the account; ${unconfirmedForDays} days where the address is never confirmed` },
  },
  /** Roles, dates and addresses of roles; of who did what the id of their account. */
  goLives: {
    purpose: 'Knowing before an API is in production who answers for it, on which footing',
    categories: ['registration', 'staff-activity'],
    readers: ['portal', 'registrar'],
    keptFor: { asLongAs: 'the team' },
    recoverableDays: 35,
  },
  /** What publishers write for everybody; of who posted it the id of their account. */
  announcements: {
    purpose: 'Telling those who call an API of changes, work, incidents and its end',
    categories: ['published', 'staff-activity'],
    readers: ['portal', 'announcer'],
    keptFor: { asLongAs: 'the API, and the last fifty of it' },
    recoverableDays: 35,
  },
  /** Rows bear their own expiry, and leave out what is older; DynamoDB removes them within two days more. */
  callCounts: {
    purpose:
      'Telling publishers how their APIs are called, and outside production both sides whether an application calls as it should',
    categories: ['operational'],
    readers: ['call counter', 'portal'],
    keptFor: { days: countedForDays + 3 },
    recoverableDays: 1,
  },
  /** Rows bear their own expiry, 12 hours ahead; a browser's secret rests only as its hash. */
  sessions: {
    purpose: 'Knowing who is signed in to the portal',
    categories: ['operational'],
    readers: ['portal'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
  /** Rows bear their own expiry, a day ahead at most; addresses rest only as their hash, another one each day. */
  attempts: {
    purpose: 'Limits on what could be guessed or flooded: passwords, codes and secrets, and the authorisation server',
    categories: ['operational'],
    readers: ['authorisation server', 'portal', 'sign-in'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
} as const satisfies Record<string, RetentionRule>;
