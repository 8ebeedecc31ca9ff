import * as z from 'zod';

/** The environment contract of the monthly review of who read what. */
export const accessReviewEnv = z.object({
  TRAIL_BUCKET: z.string().min(1),
  /** Of the trail's files, up to the Region. */
  TRAIL_PREFIX: z.string().endsWith('/'),
  EVIDENCE_BUCKET: z.string().min(1),
  /** JSON: what each recorded bucket is called in the review, by the bucket's name. */
  STORES: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.string())),
});
export type AccessReviewEnv = Record<keyof z.input<typeof accessReviewEnv>, string>;
