import { z } from 'zod';

/** The environment contract of the Firehose transformation that redacts. */
export const redactorEnv = z.object({
  ENVIRONMENT: z.string().min(1),
});
export type RedactorEnv = Record<keyof z.input<typeof redactorEnv>, string>;
