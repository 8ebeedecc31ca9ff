import * as z from 'zod';
import { brand } from '../../domain/brand';
import { clientAddressTreatments } from '../../domain/logs/redaction/client-address';

const https = z.url({ protocol: /^https$/ });

const identityProvider = z.strictObject({
  /** Where OpenID Connect Discovery starts. */
  issuer: https,
  jwksUri: https,
  /** What the platform is registered as there, with the public keys in the parameter `RelyingPartyJwks`. */
  clientId: z.string().min(1),
});

const executions = z.int().positive();

/** What is held for a function nothing else can take, and is the most that it gets. */
export const concurrency = z.strictObject({
  /** Lambda's quota "Concurrent executions" of the account and Region: 1,000 until it is raised, fewer in a new account. */
  account: executions,
  /** Without it no call with a credential is answered. */
  authorizer: executions,
  /** Without it no application gets a token. */
  token: executions,
  /** Without it Firehose stores records as they came. */
  redactor: executions,
  /** Of each API at most: what a backend that hangs can hold. An API whose rate limit is low gets less. */
  relay: executions,
});

/** Lambda's own rule: as many stay unreserved, for every other function. */
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
export const unreserved = 100;

const base = z.strictObject({
  /** Kebab-case; the prefix of every stack and the middle of every SSM parameter. */
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  /** The only region that stores or routes data. */
  region: z.literal('eu-west-2'),
  /** 12 digits; absent means whichever account the deploying credentials belong to. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /**
   * APIs answer under `api.<name>`, sandboxes under `sandbox.api.<name>`, the portal under `portal.<name>`, and people
   * sign in under `auth.<name>`; absent means API Gateway's and CloudFront's own host names.
   */
  domain: z
    .object({
      name: z.string().min(1),
      /** Route 53 zone that certificates are validated in and alias records are written to. */
      hostedZoneId: z
        .string()
        .regex(/^Z[A-Z0-9]+$/)
        .optional(),
    })
    .optional(),
  /** Where callers reach the platform when that is not the domain: the embedded cloud's ports. */
  urls: z
    .strictObject({ api: z.url(), auth: z.url(), sandbox: z.url(), identity: z.url(), portal: z.url() })
    .optional(),
  /** What the portal calls itself, and who answers for it. */
  brand,
  /** Where the mails of an environment can be read that leaves its machine by none: the embedded cloud's. */
  outbox: z.url().optional(),
  /** Id of the demonstration application, where there is one that pages may name: the embedded cloud's. */
  demoApplication: z.uuid().optional(),
  /** Whom developers write to; the portal shows it on every page. */
  contact: z.email(),
  /**
   * How many mails to developers may go out in a day.
   * @default 50, all that Cognito sends until the user pool has an SES identity
   */
  mailsADay: z.int().positive().optional(),
  /** The portal's own mails, such as invitations, which go out by Amazon SES; where there is no domain, none do. */
  mail: z
    .strictObject({
      /**
       * Whom they come from: an address of the domain, where nobody reads.
       * @default no-reply@<domain>
       */
      from: z.email().max(254),
    })
    .optional(),
  /** Overrules every API's target; `{api}` becomes the API's name. */
  targetUrl: z.string().startsWith('http').optional(),
  /** Where the platform's own APIs have their backends; `{api}` becomes the API's name. */
  ownTargetUrl: z.url().optional(),
  /** Targets may be plain http, inside one machine only. */
  allowHttpTargets: z.boolean(),
  /**
   * Names of the APIs that the body which runs the platform publishes itself. Every other one is a third party's,
   * whatever its producer says, and states its data controller and its legal basis. `all` only on one machine.
   */
  firstParty: z.union([z.literal('all'), z.array(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/))]),
  /**
   * Id of the team, of the portal, that decides who may call those of them that name no other.
   * @default those who run the platform decide
   */
  ownTeam: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  /** Production rules hold: an API needs its recorded go-live checks. */
  production: z.boolean(),
  /** Every API also gets a sandbox that answers from its file alone. */
  sandbox: z.boolean(),
  /** Stateful resources survive the deletion of their stack, and cannot be deleted by hand. */
  retainState: z.boolean(),
  /** `mock` deploys stand-ins for CIS2 and NHS login beside the authorisation server. */
  identityProviders: z.union([z.literal('mock'), z.partialRecord(z.enum(['nhs-cis2', 'nhs-login']), identityProvider)]),
  /**
   * Generations of the two published signing keys: the first signs access tokens. A rotation is two deployments, a
   * quarter of an hour apart: `[1, 2]`, `[2, 1]`, `[2, 3]`; the signing keys refuse a step that would break a caller.
   * @default [1, 2]
   */
  signingKeys: z.tuple([z.int().positive(), z.int().positive()]).optional(),
  /**
   * Executions at the same time, of the account and of what it runs; absent means that nothing is held back or capped, as
   * a new account has too few to give any away.
   */
  concurrency: concurrency.optional(),
  /**
   * What proves the second factor of people who take on a reading role. `iam`: users of IAM, whose sessions say so
   * themselves. Sessions of IAM Identity Center do not: then the permission set is named through which alone the roles can
   * be taken on, and Identity Center asks for the factor.
   * @default 'iam'
   */
  secondFactor: z
    .union([z.literal('iam'), z.strictObject({ permissionSet: z.string().regex(/^[\w+=,.@-]{1,32}$/) })])
    .optional(),
  /** Who is told of alarms: a team's mailbox or an https endpoint, never a person's own address. */
  alarmSubscribers: z.array(z.union([z.email(), https])),
  /**
   * What access records keep of the caller's address: a mark that links the calls of a day, its network (IPv4 /24, IPv6
   * /48), or all of it, for security use. Of an API that calls itself anonymous nothing is kept.
   */
  clientAddress: z.enum(clientAddressTreatments).default('pseudonym'),
  /** How often `_ping` and `_status` of every API are asked. */
  probeEveryMinutes: z.number().int().min(1).max(1440),
});

/** One environment of the platform: a cell of one account, described as data. */
export const environmentSchema = base
  .refine((environment) => !environment.production || environment.identityProviders !== 'mock', {
    path: ['identityProviders'],
    message: 'a production environment names real identity providers',
  })
  .refine((environment) => !environment.production || !environment.sandbox, {
    path: ['sandbox'],
    message: 'a production environment has no sandbox',
  })
  .refine((environment) => !environment.production || environment.retainState, {
    path: ['retainState'],
    message: 'a production environment keeps its state',
  })
  .refine((environment) => !environment.production || (!environment.allowHttpTargets && !environment.targetUrl), {
    path: ['allowHttpTargets'],
    message: 'a production environment calls the targets that its APIs name, over https',
  })
  .refine((environment) => environment.urls !== undefined || environment.firstParty !== 'all', {
    path: ['firstParty'],
    message: 'a deployed environment names the APIs of the body that runs it',
  })
  .refine((environment) => !environment.production || environment.alarmSubscribers.length > 0, {
    path: ['alarmSubscribers'],
    message: 'a production environment tells someone of its alarms',
  })
  .refine(
    ({ concurrency: of }) => !of || of.authorizer + of.token + of.redactor + of.relay + unreserved <= of.account,
    {
      path: ['concurrency'],
      message: `what is held for functions, one API's relay and ${unreserved} for all others must fit into the account's executions`,
    },
  )
  .refine(({ mail, domain }) => !mail || mail.from.endsWith(`@${domain?.name}`), {
    path: ['mail', 'from'],
    message: 'mails come from an address of the domain, which is what SES verifies',
  })
  .refine(({ signingKeys: [first, second] = [1, 2] }) => first !== second, {
    path: ['signingKeys'],
    message: 'two different keys are published: name two generations',
  });
export type Environment = z.infer<typeof environmentSchema>;
