import { own } from '../../../../domain/own';
import type { GatewayModel, Quota, UsagePlan } from './gateway-model';
import type { ApiKey, GatewayStore } from './gateway-store';

/** Usage plans with their keys, and the requests that each key has made under each plan. */
export interface UsagePlans {
  /** The plan as deployed, with what was changed of it since. */
  find(planId: string): UsagePlan | undefined;
  list(): UsagePlan[];
  /** An enabled key of that value, with its plan for that stage. */
  admit(keyValue: string, target: { apiId: string; stage: string }): { key: ApiKey; plan: UsagePlan } | undefined;
  /** Counts one request; false where the quota of the current period is used up. */
  count(plan: UsagePlan, keyId: string): boolean;
  /** Requests on each day, and what was left of the quota at its end (-1 without a quota). */
  daily(plan: UsagePlan, keyId: string, days: readonly string[]): [used: number, remaining: number][];
}

export function makeUsagePlans({
  model,
  store,
  now,
}: {
  model: GatewayModel;
  store: GatewayStore;
  now(): Date;
}): UsagePlans {
  const find = (planId: string) => {
    const plan = model.plans.get(planId);
    const changes = own(store.planChanges, planId);
    if (!plan || !changes) return plan;
    return {
      ...plan,
      ...(changes.throttle !== undefined && { throttle: changes.throttle ?? undefined }),
      ...(changes.quota !== undefined && { quota: changes.quota ?? undefined }),
    };
  };
  const list = () => [...model.plans.keys()].flatMap((id) => find(id) ?? []);
  const daysOf = (planId: string, keyId: string) => own(own(store.usage, planId), keyId) ?? {};
  const usedIn = (planId: string, keyId: string, period: Quota['period'], upTo: Date) => {
    const days = Object.entries(daysOf(planId, keyId));
    const inPeriod = days.filter(([day]) => day >= periodStart(period, upTo) && day <= dateOf(upTo));
    return inPeriod.reduce((sum, [, requests]) => sum + requests, 0);
  };
  return {
    find,
    list,
    admit(keyValue, { apiId, stage }) {
      const key = Object.values(store.keys).find(({ value, enabled }) => enabled && value === keyValue);
      const plan =
        key &&
        list().find(
          ({ id, stages }) =>
            own(store.planKeys, id)?.includes(key.id) &&
            stages.some((each) => each.apiId === apiId && each.stage === stage),
        );
      return plan && { key, plan };
    },
    count({ id, quota }, keyId) {
      if (quota && usedIn(id, keyId, quota.period, now()) >= quota.limit) return false;
      const today = dateOf(now());
      const days = { ...daysOf(id, keyId) };
      days[today] = (days[today] ?? 0) + 1;
      store.usage[id] = { ...own(store.usage, id), [keyId]: days };
      store.changed();
      return true;
    },
    daily: ({ id, quota }, keyId, days) =>
      days.map((day) => [
        daysOf(id, keyId)[day] ?? 0,
        quota ? Math.max(0, quota.limit - usedIn(id, keyId, quota.period, new Date(`${day}T23:59:59Z`))) : -1,
      ]),
  };
}

/** First day of a quota's current period, as `YYYY-MM-DD` in UTC; weeks begin on Monday. */
function periodStart(period: Quota['period'], now: Date): string {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  if (period === 'WEEK') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (period === 'MONTH') day.setUTCDate(1);
  return dateOf(day);
}

const dateOf = (time: Date): string => time.toISOString().slice(0, 10);
