import type { DataCategory } from './retention-rule';

/**
 * What AWS's services store by themselves, beside the stores that the platform makes: a store like any other, listed
 * with its end, or switched off. A resource type that is not here is refused: nobody has said what it stores.
 */
export interface ServiceRecord {
  readonly service: string;
  /** What it would hold, or does. */
  readonly holds: string;
  /** `off` where the audit holds every template to it. */
  readonly state: 'off' | 'kept';
  /** Empty where nothing is kept. */
  readonly categories: readonly DataCategory[];
  readonly purpose: string;
  readonly readers: readonly string[];
  /** When it is gone. */
  readonly end: string;
}

const off = (service: string, holds: string): ServiceRecord => ({
  service,
  holds,
  state: 'off',
  categories: [],
  purpose: '',
  readers: [],
  end: 'It is never made',
});

const engineers = ['platform engineers'];

export const serviceRecords = {
  traces: off('AWS X-Ray', 'The whole URL of every traced request with its query, and the client’s address'),
  requestSamples: off('AWS WAF', 'Path, query, headers and address of sampled requests, for three hours'),
  methodMetrics: off('Amazon CloudWatch', 'Counts by method of every API, charged for each'),
  responseCache: off('Amazon API Gateway', 'Answers of APIs, by what was asked'),
  edgeLogs: off('Amazon CloudFront', 'Address, path and query of every visitor'),
  signInHistory: off('Amazon Cognito', 'Address, device and place of every sign-in (threat protection)'),
  rowKeys: off('Amazon DynamoDB', 'The most used keys of tables (Contributor Insights), and a stream of changed rows'),
  layers: off('AWS Lambda', 'Whatever an extension or a layer takes from a function’s events'),
  eventArchive: off('Amazon EventBridge', 'An archive of events'),
  mailLists: off(
    'Amazon SES',
    'Addresses that a mail did not reach, listed or mailed without an end, and who opened which mail',
  ),
  metrics: {
    service: 'Amazon CloudWatch',
    holds:
      'Counts and times of APIs, functions, tables, queues and mails, by their names; nothing of a call or a caller',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Alarms and dashboards',
    readers: engineers,
    end: '455 days: CloudWatch’s own, coarser with age',
  },
  gatewayKeys: {
    service: 'Amazon API Gateway',
    holds: 'A gateway key for each application, named by its id and held by nobody outside, and its daily counts',
    state: 'kept',
    categories: ['registration'],
    purpose: 'Limits of applications',
    readers: ['portal', ...engineers],
    end: 'The key with its application; the counts when API Gateway drops them, which it does not state',
  },
  alarmSubscribers: {
    service: 'Amazon SNS',
    holds: 'Mailboxes of teams and addresses of pagers, never of a person',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Telling of alarms',
    readers: engineers,
    end: 'When the environment names it no longer; one that nobody confirms ends by itself within days',
  },
  edgeReports: {
    service: 'Amazon CloudFront',
    holds: 'Counts of requests by path, referrer, browser and country; no address. They cannot be switched off',
    state: 'kept',
    categories: ['operational'],
    purpose: 'None of the platform’s',
    readers: engineers,
    end: '60 days: CloudFront’s own',
  },
  unconfirmedSignUps: {
    service: 'Amazon Cognito',
    holds: 'Name and e-mail address of whoever signed up and did not yet prove the address',
    state: 'kept',
    categories: ['name-and-email'],
    purpose: 'Waiting for the code that proves the address',
    readers: ['portal'],
    end: 'When the address is proved or signs up again; a code lives 24 hours, the sign-up until it is replaced',
  },
  mailsOnTheirWay: {
    service: 'Amazon SES',
    holds: 'A mail of the portal that the reader’s mail server has not taken yet',
    state: 'kept',
    categories: ['name-and-email'],
    purpose: 'Delivery',
    readers: [],
    end: '14 hours at most: SES’s own',
  },
  undeliveredRecords: {
    service: 'Amazon Data Firehose',
    holds: 'Access records on their way to the redactor, encrypted with the platform’s key',
    state: 'kept',
    categories: ['unredacted-access-record', 'unredacted-function-log'],
    purpose: 'Delivery',
    readers: [],
    end: 'About a minute; 24 hours where nothing can be delivered',
  },
  queuedEvents: {
    service: 'AWS Lambda and Amazon EventBridge',
    holds: 'Events of schedules and of delivered objects that wait for their function',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Delivery',
    readers: [],
    end: '24 hours at most',
  },
  queryHistory: {
    service: 'Amazon Athena',
    holds: 'Text of the queries that analysts ran over anonymised statistics',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Repeating a query',
    readers: ['Analyst', ...engineers],
    end: '45 days: Athena’s own',
  },
  previousSecrets: {
    service: 'AWS Secrets Manager and AWS Systems Manager',
    holds: 'The value before the present one; of a deleted secret, its last',
    state: 'kept',
    categories: ['credential'],
    purpose: 'Going back after a faulty change',
    readers: ['those of the secret'],
    end: 'With the next change; a deleted secret after 30 days',
  },
  deliveries: {
    service: 'AWS CodePipeline and AWS CodeBuild',
    holds: 'Which commit went where and when, with its author and message',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Knowing what is deployed',
    readers: engineers,
    end: '12 months: CodePipeline’s own',
  },
  certificateTransparency: {
    service: 'AWS Certificate Manager',
    holds: 'Host names of the platform, in public logs of certificates',
    state: 'kept',
    categories: ['published'],
    purpose: 'Trust in certificates',
    readers: ['everyone'],
    end: 'Never',
  },
  backupJobs: {
    service: 'AWS Backup',
    holds: 'Which table was backed up when',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Knowing that backups are made',
    readers: engineers,
    end: 'AWS Backup’s own, which it does not state for jobs; recovery points are a store of their own',
  },
  blockedAddresses: {
    service: 'AWS WAF',
    holds: 'Addresses that an operator blocked, and addresses counted by rate rules for their window of five minutes',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Refusing misuse',
    readers: engineers,
    end: 'A count with its window; a block when it is lifted',
  },
} as const satisfies Record<string, ServiceRecord>;

export type ServiceRecordName = keyof typeof serviceRecords;

/** Of the account that an environment stands in, whatever its templates hold. */
export const accountRecords: readonly ServiceRecord[] = [
  {
    service: 'AWS CloudTrail (event history)',
    holds: 'Who of the staff changed what in the account, from which address',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Security of the account',
    readers: ['administrators'],
    end: '90 days: CloudTrail’s own; it cannot be switched off',
  },
  {
    service: 'AWS CloudFormation and CDK’s bootstrap bucket',
    holds: 'Templates, bundles and events of deployments; no personal data and no secret',
    state: 'kept',
    categories: ['operational'],
    purpose: 'Deploying, and going back',
    readers: ['deployment roles', 'administrators'],
    end: 'Events 90 days after their stack; templates and bundles until `cdk gc` is run, which the guide asks for',
  },
];
