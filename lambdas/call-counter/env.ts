import * as z from 'zod';

/** The environment contract of the function that counts how APIs are called. */
export const callCounterEnv = z.object({
  /** `true` where it is not counted how single applications call. */
  PRODUCTION: z.enum(['true', 'false']),
  OPERATIONAL_LOG_BUCKET: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  CALL_COUNTS_TABLE: z.string().min(1),
});
export type CallCounterEnv = Record<keyof z.input<typeof callCounterEnv>, string>;
