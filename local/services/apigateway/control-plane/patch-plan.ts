import * as z from 'zod';
import type { UsagePlan } from '../model/gateway-model';
import type { PlanChanges } from '../model/gateway-store';
import { badRequest } from './control-route';

const patch = z.object({
  patchOperations: z.array(z.object({ op: z.string(), path: z.string(), value: z.string().optional() })),
});

/**
 * Changes of the throttle and the quota of a whole plan, one member or all at once.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch
 */
export function patchPlan(plan: UsagePlan, before: PlanChanges, body: unknown): PlanChanges {
  const parsed = patch.safeParse(body);
  if (!parsed.success) throw badRequest('Invalid patch');
  const changes = { ...before };
  const current = () => ({ throttle: plan.throttle, quota: plan.quota, ...changes });
  for (const { op, path, value } of parsed.data.patchOperations) {
    if (op === 'remove' && path === '/throttle') changes.throttle = null;
    else if (op === 'remove' && path === '/quota') changes.quota = null;
    else if (op !== 'replace' && op !== 'add') throw badRequest(`Invalid patch operation ${op} ${path}`);
    else if (path.startsWith('/throttle')) changes.throttle = throttleAfter(current().throttle, path, value);
    else if (path.startsWith('/quota')) changes.quota = quotaAfter(current().quota, path, value);
    else throw badRequest(`Invalid patch path ${path}`);
  }
  return changes;
}

const throttleSettings = z.object({ rateLimit: z.coerce.number(), burstLimit: z.coerce.number() });
const quotaSettings = z.object({ limit: z.coerce.number().int(), period: z.enum(['DAY', 'WEEK', 'MONTH']) });

function throttleAfter(before: PlanChanges['throttle'], path: string, value: string | undefined) {
  const settings = { rateLimit: before?.rate ?? 0, burstLimit: before?.burst ?? 0 };
  const { rateLimit, burstLimit } = parse(throttleSettings, { ...settings, ...members(path, value) });
  return { rate: rateLimit, burst: burstLimit };
}

const quotaAfter = (before: PlanChanges['quota'], path: string, value: string | undefined) =>
  parse(quotaSettings, { limit: 0, period: 'MONTH', ...before, ...members(path, value) });

/** `/quota/limit` sets one member; `/quota` takes them all as JSON. */
function members(path: string, value = ''): object {
  const [, , member] = path.split('/');
  if (member) return { [member]: value };
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`Invalid patch value for ${path}`);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badRequest('Invalid patch value');
  return parsed.data;
}
