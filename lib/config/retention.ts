/**
 * How long every store keeps what it holds, why, what kind of data that is, and which role may read it. Buckets,
 * tables and log groups are made from this; nothing else states a retention period.
 */
export interface RetentionRule {
  readonly purpose: string;
  readonly categories: readonly DataCategory[];
  /** Who reads it: a role of the platform, never a person. */
  readonly readers: readonly string[];
  /** Days after which it is gone; `as-long-as` names what it lives as long as. */
  readonly keptFor: { readonly days: number } | { readonly asLongAs: string };
}

export type DataCategory =
  | 'redacted-access-record'
  | 'unredacted-access-record'
  | 'anonymised'
  | 'registration'
  | 'credential'
  | 'operational'
  | 'published';

export const retention = {
  operationalLogs: {
    purpose: 'Fault diagnosis and detection of misuse',
    categories: ['redacted-access-record'],
    readers: ['OperationalLogReader'],
    keptFor: { days: 90 },
  },
  /** What Firehose could not hand to the redactor: unredacted, so it is locked and short-lived. */
  undeliveredLogs: {
    purpose: 'Repair of the log stream',
    categories: ['unredacted-access-record'],
    readers: ['UndeliveredLogReader'],
    keptFor: { days: 3 },
  },
  analytics: {
    purpose: 'Usage statistics',
    categories: ['anonymised'],
    readers: ['Analyst'],
    keptFor: { asLongAs: 'the platform' },
  },
  catalogue: {
    purpose: 'Documentation of published APIs',
    categories: ['published'],
    readers: ['everyone, through the portal'],
    keptFor: { asLongAs: 'the API' },
  },
  serverAccessLogs: {
    purpose: 'Evidence of who read a bucket',
    categories: ['operational'],
    readers: ['Auditor'],
    keptFor: { days: 90 },
  },
  applications: {
    purpose: 'Authorisation of registered applications',
    categories: ['registration'],
    readers: ['authoriser', 'authorisation server', 'portal'],
    keptFor: { asLongAs: 'the application' },
  },
  registry: {
    purpose: 'Authorisation and routing',
    categories: ['published'],
    readers: ['authoriser', 'registrar', 'log retention', 'portal'],
    keptFor: { asLongAs: 'the API' },
  },
  /** Rows bear their own expiry, the assertion's `exp`, at most five minutes ahead. */
  replays: {
    purpose: 'Refusal of replayed client assertions',
    categories: ['operational'],
    readers: ['authorisation server'],
    keptFor: { days: 1 },
  },
  /** Of targets, and the key that opens `_status`. */
  credentials: {
    purpose: 'Calls to the targets of APIs, and the platform’s own health checks',
    categories: ['credential'],
    readers: ['authoriser', 'relay'],
    keptFor: { asLongAs: 'the API' },
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

/** The longest that an API may ask for its access records: 90 days. */
export const longestLogRetentionHours = retention.operationalLogs.keptFor.days * 24;
