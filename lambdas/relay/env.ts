import * as z from 'zod';

/** The environment contract of an API's relay; what it serves is in `api.json` beside the bundle. */
export const relayEnv = z.object({
  /** KMS id of the key that decrypts a user's identity; empty where the API asks for no identity header. */
  IDENTITY_KEY: z.string(),
  /** Secrets Manager ARN of the target's credential; empty where the target asks for none. */
  TARGET_SECRET: z.string(),
});
export type RelayEnv = Record<keyof z.input<typeof relayEnv>, string>;
