import { own } from '../../../../domain/own';
import type { UsagePlan } from '../model/gateway-model';
import { badRequest, type ControlNeeds, type ControlRoute } from './control-route';

const DAY_MILLIS = 24 * 60 * 60 * 1000;
const LONGEST_DAYS = 90;

/** Requests of each key on each day: https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const usageRoute = ({ store, plans }: ControlNeeds, planOf: (id: string) => UsagePlan): ControlRoute => ({
  method: 'GET',
  path: /^\/usageplans\/([^/]+)\/usage$/,
  answer({ id, query }) {
    const startDate = query.get('startDate') ?? '';
    const endDate = query.get('endDate') ?? '';
    const days = daysBetween(startDate, endDate);
    const plan = planOf(id);
    const only = query.get('keyId');
    const keys = (own(store.planKeys, id) ?? []).filter((keyId) => !only || keyId === only);
    const values = Object.fromEntries(keys.map((keyId) => [keyId, plans.daily(plan, keyId, days)]));
    return { status: 200, body: { usagePlanId: id, startDate, endDate, values } };
  },
});

function daysBetween(startDate: string, endDate: string): string[] {
  const start = Date.parse(`${startDate}T00:00:00Z`);
  const length = (Date.parse(`${endDate}T00:00:00Z`) - start) / DAY_MILLIS + 1;
  if (!(length >= 1 && length <= LONGEST_DAYS)) throw badRequest('startDate and endDate must be at most 90 days apart');
  return Array.from({ length }, (_, day) => new Date(start + day * DAY_MILLIS).toISOString().slice(0, 10));
}
