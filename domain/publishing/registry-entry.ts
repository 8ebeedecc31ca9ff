import * as z from 'zod';
import { errorFormat, httpMethod, rateLimit } from '../api-definition/api-definition';
import { accessMode } from '../credentials/access-mode';
import { longestLogRetentionHours } from '../retention/periods';
import { serviceStatement } from './service-statement';
import { subscriptionMode } from './subscription-mode';

/** Who publishes an API and on what footing; a third party states its controller and legal basis or is refused. */
export const publisher = z.object({
  organisation: z.string(),
  thirdParty: z.boolean(),
  dataController: z.string().optional(),
  legalBasis: z.string().optional(),
  /** Id of the team, of the portal, that decides who may call it. @default those who run the platform decide */
  team: z.string().optional(),
});
export type Publisher = z.infer<typeof publisher>;

/**
 * One API as deployed in one environment: a single item of the registry table, keyed by `api`, written only by the
 * registrar with a condition on `revision`.
 */
export const registryEntry = z.object({
  /** `ApiDefinition.name`; the partition key. */
  api: z.string(),
  revision: z.number().int().positive(),
  title: z.string(),
  /** What it is, in a sentence or two of plain text. */
  summary: z.string().optional(),
  /** Words of its description and its operations, for the search. */
  searched: z.string().max(10_000).optional(),
  apiVersion: z.string(),
  basePath: z.string(),
  /** API Gateway's ids of the REST APIs that may speak for this entry (the API itself, never its sandbox). */
  restApiId: z.string(),
  /**
   * The REST API that spoke for this entry before and does so until the base path leads to its successor, which
   * CloudFormation brings about after the registration.
   */
  formerRestApiId: z.string().optional(),
  stage: z.string(),
  usagePlanId: z.string().optional(),
  /** CloudFormation stack that owns the entry; another stack cannot take the name or the base path. */
  owner: z.string(),
  publisher,
  service: serviceStatement.optional(),
  /** How applications come by their subscription; absent where it is as the environment has it. */
  subscriptions: subscriptionMode.optional(),
  /** Hosts that the file's author says the API is at: of what else the author writes, these are not the platform's. */
  statedHosts: z.array(z.string()).optional(),
  anonymous: z.boolean(),
  /** Hours that access records of this API are kept. */
  logRetentionHours: z.number().int().min(1).max(longestLogRetentionHours),
  errorFormat,
  operations: z.array(z.object({ id: z.string(), method: httpMethod, path: z.string(), access: z.array(accessMode) })),
  /** What the file says of rates; absent where it says nothing, or the API was registered before it was kept. */
  rateLimits: z.object({ proxy: rateLimit.optional(), application: rateLimit.optional() }).optional(),
  /** Attributes that an application must have before its calls reach the target, such as `asid`. */
  requiredAttributes: z.array(z.string()).default([]),
  /** Whether one person may call for another, with a token that names both (RFC 8693 `act`). */
  delegatedAccess: z.boolean().default(false),
  /** Whether the target is sent the identity provider's own ID token. */
  sendsIdToken: z.boolean().default(false),
  /** Whether the platform probes `_ping` and `_status`. */
  monitoring: z.boolean().default(true),
  /** Key of the published OpenAPI document in the catalogue bucket. */
  documentKey: z.string(),
  registeredAt: z.iso.datetime(),
  /** The last deployments, the latest last; absent of what was registered before they were kept. */
  deployments: z.array(z.object({ at: z.iso.datetime(), version: z.string() })).optional(),
  /** Read by the registrar alone: `provenance.ts`. */
  provenance: z.unknown().optional(),
});
export type RegistryEntry = z.infer<typeof registryEntry>;
