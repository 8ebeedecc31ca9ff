import * as z from 'zod';
import { publicKeySet } from '../key-sets/public-key-set';
import { step } from './step';
import { subscription } from './subscription';

/** What rests of an API key or a client secret: never the secret, only its SHA-256, base64url. */
export const issuedSecret = z.object({
  id: z.string(),
  hash: z.string(),
  /** As its developer calls it. */
  name: z.string().optional(),
  createdAt: z.iso.datetime(),
  /** It is refused from then on; absent where it holds until it is removed. */
  expiresAt: z.iso.datetime().optional(),
});
export type IssuedSecret = z.infer<typeof issuedSecret>;

/**
 * A developer's registered client: one item of the applications table, keyed by `id`, written with a condition on
 * `revision`. `id` is the OAuth client_id, and `iss` and `sub` of its client assertions.
 */
export const application = z.object({
  id: z.string().min(1),
  revision: z.number().int().positive(),
  name: z.string(),
  environment: z.string(),
  /** `revoked` where it is suspended, and without a team where it is deleted. */
  status: z.enum(['approved', 'pending', 'revoked']),
  /**
   * API keys as callers send them are `<application id>.<secret>`; only the SHA-256 of the secret, base64url, rests
   * here. Two keys may stand side by side while one is replaced.
   */
  apiKeys: z.array(issuedSecret),
  /** Public keys for signed JWT. */
  jwks: publicKeySet.optional(),
  /** Where the application publishes them instead. */
  jwksUrl: z.url().optional(),
  /** When that was saved: uploaded keys serve on until the address was read once, for a week at most. */
  jwksUrlSince: z.iso.datetime().optional(),
  /** Of sign-ins that the platform leads (`combined`); compared as strings, never by a part. */
  redirectUris: z.array(z.url()).default([]),
  /** What an application that cannot sign proves itself by; only the SHA-256 rests here, base64url. */
  clientSecrets: z.array(issuedSecret).default([]),
  /** How the authorisation server treats it: as the original platform does, or as FAPI 2.0 and RFC 7523bis ask. */
  profile: z.enum(['nhs', 'strict']).default('nhs'),
  /** APIs whose publisher it speaks for: it may ask what an access token for them is worth (RFC 7662). */
  producerOf: z.array(z.string()).default([]),
  /** By API name. */
  subscriptions: z.record(z.string(), subscription),
  /** What `target-attributes` reads: `asid`, `party-key`, … */
  attributes: z.record(z.string(), z.string()),
  /** Value of the API Gateway key that its calls count against (`usageIdentifierKey`); callers never hold it. */
  usageKey: z.string().optional(),
  /** What the gateway calls that key when it is to join or leave a usage plan. */
  usageKeyReference: z.string().optional(),
  /** Beyond the plans that one key may be in, each with the APIs whose calls it counts. */
  furtherUsageKeys: z
    .array(z.object({ reference: z.string(), value: z.string(), apis: z.array(z.string()) }))
    .default([]),
  /** `Team.id` of those it belongs to; absent where the platform itself registered it, or it is deleted. */
  team: z.string().optional(),
  /** `Account.id` of whom it belonged to before there were teams. */
  owner: z.string().optional(),
  /** What those who run the platform did to it, and why. */
  desk: z.array(step).default([]),
  createdAt: z.iso.datetime().optional(),
  organisationType: z.string().optional(),
});
export type Application = z.infer<typeof application>;

/** What an application has of nothing at its registration, and again when it is deleted. */
export const nothingRegistered = {
  apiKeys: [],
  clientSecrets: [],
  redirectUris: [],
  producerOf: [],
  profile: 'nhs',
  subscriptions: {},
  furtherUsageKeys: [],
  attributes: {},
  desk: [],
} satisfies Partial<Application>;
