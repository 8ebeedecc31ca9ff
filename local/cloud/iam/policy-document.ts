import * as z from 'zod';

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value));

const conditionValues = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
  .transform((value): readonly string[] => [value].flat().map(String));

const principal = z
  .union([
    z.literal('*').transform((everyone) => ({ AWS: [everyone] as readonly string[] })),
    z.record(z.string(), strings),
  ])
  .transform((value): Readonly<Record<string, readonly string[]>> => value);

const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: strings.optional(),
  NotAction: strings.optional(),
  Resource: strings.optional(),
  NotResource: strings.optional(),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  /** Operator → condition key → values. */
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
});
export type Statement = z.infer<typeof statement>;

/** An IAM policy: of an identity, or of a resource where its statements have principals. */
export const policyDocument = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});
export type PolicyDocument = z.infer<typeof policyDocument>;
