import * as z from 'zod';

/** The environment contract of the schedule that probes every API. */
export const proberEnv = z.object({
  ENVIRONMENT: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Secrets Manager ARN of the platform's monitoring key, which opens `_status`. */
  MONITORING_KEY_SECRET: z.string().min(1),
  /** Where APIs are reached; `{basePath}`, `{restApiId}` and `{stage}` stand for the registry's values. */
  API_ADDRESS: z.string().regex(/^https?:\/\/[^/]+(\/|\{basePath\}$)/),
  AUTHORIZATION_SERVER: z.url(),
});
export type ProberEnv = Record<keyof z.input<typeof proberEnv>, string>;
