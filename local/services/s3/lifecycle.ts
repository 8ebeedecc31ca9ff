import * as z from 'zod';
import type { ObjectStore } from './object-store';

const filter = z.looseObject({ Prefix: z.string().optional() });

/** A rule of `LifecycleConfiguration`. Transitions change a price, not what can be read, and are not run. */
export const lifecycleRule = z.looseObject({
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().optional(),
  Filter: filter.optional(),
  ExpirationInDays: z.coerce.number().optional(),
});
export type LifecycleRule = z.infer<typeof lifecycleRule>;

const day = 86_400_000;

/**
 * Deletes what a bucket's rules let expire and answers how many objects that were. An object expires at the midnight
 * (UTC) that follows its age in days.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
export function expireObjects(objects: ObjectStore, rules: readonly LifecycleRule[], now: Date): number {
  const expired = rules
    .filter((rule) => rule.Status === 'Enabled')
    .flatMap(({ ExpirationInDays, Prefix, Filter }) => {
      if (ExpirationInDays === undefined) return [];
      const age = ExpirationInDays * day;
      return objects
        .list(Prefix ?? Filter?.Prefix)
        .filter(({ lastModified }) => Math.ceil((Date.parse(lastModified) + age) / day) * day <= now.getTime());
    });
  const keys = new Set(expired.map(({ key }) => key));
  for (const key of keys) objects.delete(key);
  return keys.size;
}
