import * as z from 'zod';

/** The provider of `Custom::StaticFiles` is told everything in its event. */
export const staticFilesEnv = z.object({});
export type StaticFilesEnv = Record<keyof z.input<typeof staticFilesEnv>, string>;
