import * as z from 'zod';

/** Characters of a purpose or a reason. */
export const longestReason = 500;

/** Who did something to an application or its access: `account <id>`, or `operator <session>` of the platform. */
export const mover = z.templateLiteral([z.enum(['account', 'operator']), ' ', z.string()]);
export type Mover = z.infer<typeof mover>;

/** Something that was done, by whom and why. */
export const step = z.object({
  at: z.iso.datetime(),
  by: mover,
  what: z.string(),
  reason: z.string().max(longestReason).optional(),
});
export type Step = z.infer<typeof step>;

/** Beyond it the oldest steps but the first are forgotten. */
export const mostSteps = 50;

export function withStep(steps: readonly Step[], next: Step): Step[] {
  const [first = next, ...rest] = [...steps, next];
  return [first, ...rest.slice(-(mostSteps - 1))];
}
