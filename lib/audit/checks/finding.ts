import * as z from 'zod';

export const statuses = ['compliant', 'non-compliant', 'acknowledged', 'not-applicable'] as const;

/** What findings call the stacks that belong to no environment, such as the pipeline. */
export const noEnvironment = 'shared';

export const findingSchema = z.object({
  environment: z.string(),
  /** With its pack: `DipChecks-NoDataTrace`; a granular one in brackets. */
  rule: z.string(),
  /** Construct path; empty where a rule found nothing to look at. */
  resource: z.string(),
  level: z.enum(['error', 'warning']),
  status: z.enum(statuses),
  /** What is wrong, or why it may stand. */
  reason: z.string(),
  control: z.string(),
});

/** What one rule said of one resource. */
export type Finding = z.infer<typeof findingSchema>;

/** The file of an assembly that holds the findings of its checks. */
export const findingsFile = 'findings.json';

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** In an order that does not depend on the order of construction. */
export const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted(
    (one, other) =>
      compare(one.environment, other.environment) ||
      compare(one.rule, other.rule) ||
      compare(one.resource, other.resource),
  );

/** An unacknowledged error is what the audit fails on. */
export const isUnacknowledgedError = ({ level, status }: Finding): boolean =>
  level === 'error' && status === 'non-compliant';
