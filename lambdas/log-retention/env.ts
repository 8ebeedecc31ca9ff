import * as z from 'zod';

/** The environment contract of the schedule that deletes the records of APIs that keep them for less long than the platform. */
export const logRetentionEnv = z.object({
  REGISTRY_TABLE: z.string().min(1),
  OPERATIONAL_LOG_BUCKET: z.string().min(1),
});
export type LogRetentionEnv = Record<keyof z.input<typeof logRetentionEnv>, string>;
