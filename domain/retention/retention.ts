import { expiredWithinADay, recordsKeptForDays, useKnownForDays } from './periods';
import { portalRetention } from './portal-retention';
import type { RetentionRule } from './retention-rule';

/** Whoever finds out which application calls. */
const identifiers = ['authoriser', 'authorisation server', 'mock identity provider', 'sign-in'] as const;

export const retention = {
  operationalLogs: {
    purpose: 'Fault diagnosis and detection of misuse',
    categories: ['redacted-access-record'],
    readers: ['OperationalLogReader', 'anonymiser', 'call counter'],
    keptFor: { days: recordsKeptForDays },
  },
  /** What producers' own functions printed, of those whose producer subscribed them to the redactor. */
  producerLogs: {
    purpose: 'Fault diagnosis by producers, of the functions behind their APIs',
    categories: ['redacted-function-log'],
    readers: ['OperationalLogReader'],
    keptFor: { days: recordsKeptForDays },
  },
  /** What Firehose could not hand to the redactor: unredacted, so it is locked and short-lived. */
  undeliveredLogs: {
    purpose: 'Repair of the log streams',
    categories: ['unredacted-access-record', 'unredacted-function-log'],
    readers: ['UndeliveredLogReader'],
    keptFor: { days: 3 },
  },
  /** Names of objects only: what they hold stays where it is. */
  deliveredObjects: {
    purpose: 'Anonymisation of every delivered log object, once',
    categories: ['operational'],
    readers: ['anonymiser'],
    keptFor: { days: 14 },
  },
  analytics: {
    purpose: 'Usage statistics',
    categories: ['anonymised'],
    readers: ['Analyst'],
    keptFor: { asLongAs: 'the platform' },
  },
  /** What Athena answered: counts of the analytics, small ones left out. */
  analyticsResults: {
    purpose: 'Answers to questions about usage',
    categories: ['anonymised'],
    readers: ['Analyst'],
    keptFor: { days: 7 },
  },
  catalogue: {
    purpose: 'Documentation of published APIs',
    categories: ['published'],
    readers: ['portal'],
    keptFor: { asLongAs: 'the API' },
  },
  serverAccessLogs: {
    purpose: 'Evidence of who read a bucket',
    categories: ['staff-activity'],
    readers: ['Auditor'],
    keptFor: { days: 90 },
  },
  applications: {
    purpose: 'Authorisation of registered applications',
    categories: ['registration'],
    readers: [...identifiers, 'portal', 'announcer', 'account erasure', 'evidence watch', 'registrar', 'Operator'],
    keptFor: { asLongAs: 'the application' },
    recoverableDays: 35,
  },
  registry: {
    purpose: 'Authorisation and routing',
    categories: ['published'],
    readers: [
      'authoriser',
      'authorisation server',
      'registrar',
      'call counter',
      'log retention',
      'portal',
      'announcer',
      'evidence watch',
      'prober',
      'sign-in',
      'Operator',
    ],
    keptFor: { asLongAs: 'the API, and of one that is gone the name of its publisher' },
    recoverableDays: 35,
  },
  /** Rows bear their own expiry, a minute after the assertion's `exp`, which is six minutes ahead at most. */
  replays: {
    purpose: 'Refusal of replayed client assertions and logout tokens',
    categories: ['operational'],
    readers: ['authorisation server', 'sign-in'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
  /** Rows bear their own expiry: the end of the last access token, 12 hours after the sign-in at most. */
  grants: {
    purpose: 'What users who signed in let applications do; who they are is encrypted',
    categories: ['credential'],
    readers: ['authorisation server', 'sign-in'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
  /** Rows bear their own expiry: that of the sign-in, or of the access token, which they end early, 13 hours at most. */
  revocations: {
    purpose: 'Refusal of access tokens that were revoked, and of sign-ins that are over',
    categories: ['operational'],
    readers: ['authoriser', 'authorisation server', 'sign-in'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
  /** Rows bear their own expiry, a week after the address was last asked; DynamoDB removes them within two days more. */
  keySets: {
    purpose: 'Public keys that applications publish, and why they could not be read',
    categories: ['published'],
    readers: ['authorisation server', 'portal'],
    keptFor: { days: 9 },
    recoverableDays: 7,
  },
  /** Rows bear their own expiry, counted from the last use; DynamoDB removes them within two days more. */
  keyUses: {
    purpose: 'Telling developers on which day each of their keys was last used',
    categories: ['operational'],
    readers: ['authoriser', 'authorisation server', 'portal'],
    keptFor: { days: useKnownForDays + 3 },
    recoverableDays: 7,
  },
  /** Rows bear their own expiry, ten minutes ahead. */
  signIns: {
    purpose: 'Leading a user to an identity provider and back to the right application',
    categories: ['operational'],
    readers: ['sign-in'],
    keptFor: expiredWithinADay,
    recoverableDays: 7,
  },
  ...portalRetention,
  /** Names who read, by role and session; what was read is not in it. */
  readingTrail: {
    purpose: 'Record of who read access records and statistics, and of who changed what locks them',
    categories: ['staff-activity'],
    readers: ['access review', 'Auditor'],
    keptFor: { days: 365 },
  },
  /** What the trail records, where alarms on changed locks are made from it. */
  watchedChanges: {
    purpose: 'Alarms on changes of what locks access records',
    categories: ['staff-activity'],
    readers: ['platform engineers'],
    keptFor: { days: 7 },
  },
  /** Monthly reviews of the trail, and counts of what was erased. */
  evidence: {
    purpose: 'Evidence that promises on reading and erasure are kept',
    categories: ['staff-activity'],
    readers: ['Auditor'],
    keptFor: { days: 730 },
  },
  staticFiles: {
    purpose: 'Style sheets, scripts and images of the portal',
    categories: ['published'],
    readers: ['cloudfront.amazonaws.com'],
    keptFor: { asLongAs: 'the portal' },
  },
  /** Recovery points of applications and registry: what was erased there is gone from here this much later. */
  backups: {
    purpose: 'Recovery of the platform’s state after loss or attack',
    categories: ['registration', 'published'],
    readers: ['AWS Backup, to restore'],
    keptFor: { days: 35 },
  },
  buildArtifacts: {
    purpose: 'One build on its way through the environments; no personal data',
    categories: ['operational'],
    readers: ['pipeline'],
    keptFor: { days: 30 },
  },
  /** Of targets, and the key that opens `_status`. */
  credentials: {
    purpose: 'Calls to the targets of APIs, and the platform’s own health checks',
    categories: ['credential'],
    readers: ['authoriser', 'authorisation server', 'relay', 'prober'],
    keptFor: { asLongAs: 'the API' },
  },
  /** What CloudFront shows to the portal's REST API. A deployment writes it into both; no function reads it. */
  originKey: {
    purpose: 'Refusing whoever reaches the portal’s pages other than through CloudFront',
    categories: ['credential'],
    readers: ['deployment'],
    keptFor: { asLongAs: 'the portal' },
  },
  functionLogs: {
    purpose: 'Fault diagnosis of the platform itself; no request data',
    categories: ['operational'],
    readers: ['platform engineers'],
    keptFor: { days: 30 },
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionRuleName = keyof typeof retention;

/** Days after which anonymised records are read too seldom for standard storage. */
export const analyticsColdAfterDays = 90;
