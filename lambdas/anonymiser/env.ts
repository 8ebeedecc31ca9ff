import * as z from 'zod';

/** The environment contract of the function that turns delivered log objects into anonymised counts. */
export const anonymiserEnv = z.object({
  ENVIRONMENT: z.string().min(1),
  OPERATIONAL_LOG_BUCKET: z.string().min(1),
  ANALYTICS_BUCKET: z.string().min(1),
});
export type AnonymiserEnv = Record<keyof z.input<typeof anonymiserEnv>, string>;
