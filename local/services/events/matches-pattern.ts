import * as z from 'zod';

const test = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);
type Test = z.infer<typeof test>;
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly Test[];
}

/** A rule's `EventPattern`, as far as it is understood here; any other is refused rather than never met. */
export const eventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(test), eventPattern])),
);

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export const matchesEventPattern = (pattern: EventPattern, event: unknown): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value = isRecord(event) && Object.hasOwn(event, field) ? event[field] : undefined;
    if (!Array.isArray(wanted)) return matchesEventPattern(wanted as EventPattern, value);
    const values = Array.isArray(value) ? value : [value];
    return wanted.some((one: Test) => values.some((actual) => passes(one, actual)));
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function passes(wanted: Test, actual: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object') return wanted === actual;
  if ('exists' in wanted) return wanted.exists === (actual !== undefined);
  if (typeof actual !== 'string') return false;
  return 'prefix' in wanted ? actual.startsWith(wanted.prefix) : actual.endsWith(wanted.suffix);
}
