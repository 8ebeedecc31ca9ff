import * as z from 'zod';

/** The environment contract of the provider of `Custom::ApiRegistration`. */
export const registrarEnv = z.object({
  ENVIRONMENT: z.string().min(1),
  /** `true` where production rules hold: an API needs its recorded go-live checks. */
  PRODUCTION: z.enum(['true', 'false']),
  /** `true` only in `local`, where a target may be plain http. */
  ALLOW_HTTP_TARGETS: z.enum(['true', 'false']),
  /** Names of the platform's own APIs, with commas between them; `*` where every API counts as one. */
  FIRST_PARTY: z.string(),
  APPLICATIONS_TABLE: z.string().min(1),
  EVENTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Partition key `id`: what teams have on record of their APIs before production. */
  GO_LIVES_TABLE: z.string().min(1),
  CATALOGUE_BUCKET: z.string().min(1),
  /** Base URLs that the published document names as servers. */
  API_URL: z.url(),
  /** Empty where the environment has no sandbox. */
  SANDBOX_URL: z.string(),
});
export type RegistrarEnv = Record<keyof z.input<typeof registrarEnv>, string>;
