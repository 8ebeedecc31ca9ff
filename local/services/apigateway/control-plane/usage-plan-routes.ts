import * as z from 'zod';
import { own } from '../../../../domain/own';
import { accountQuotas } from '../model/account-quotas';
import type { UsagePlan } from '../model/gateway-model';
import {
  badRequest,
  type ControlNeeds,
  type ControlRoute,
  conflict,
  limitExceeded,
  notFound,
  page,
} from './control-route';
import { patchPlan } from './patch-plan';
import { usageRoute } from './usage-route';

const createUsagePlanKey = z.object({ keyId: z.string(), keyType: z.literal('API_KEY') });

export function usagePlanRoutes(needs: ControlNeeds): ControlRoute[] {
  const { store, plans } = needs;
  const planOf = (id: string): UsagePlan => {
    const plan = plans.find(id);
    if (!plan) throw notFound('Usage Plan');
    return plan;
  };
  const keyOf = (planId: string, keyId: string) => {
    const key = own(store.planKeys, planOf(planId).id)?.includes(keyId) ? own(store.keys, keyId) : undefined;
    if (!key) throw notFound('Usage Plan Key');
    return { id: key.id, type: 'API_KEY', name: key.name, value: key.value };
  };
  return [
    {
      method: 'GET',
      path: /^\/usageplans$/,
      answer: ({ query }) => {
        const keyId = query.get('keyId');
        const listed = plans.list().filter(({ id }) => !keyId || own(store.planKeys, id)?.includes(keyId));
        return { status: 200, body: page(listed.map(shownPlan), query) };
      },
    },
    {
      method: 'GET',
      path: /^\/usageplans\/([^/]+)$/,
      answer: ({ id }) => ({ status: 200, body: shownPlan(planOf(id)) }),
    },
    {
      method: 'PATCH',
      path: /^\/usageplans\/([^/]+)$/,
      answer({ id, body }) {
        store.planChanges[id] = patchPlan(planOf(id), own(store.planChanges, id) ?? {}, body());
        store.changed();
        return { status: 200, body: shownPlan(planOf(id)) };
      },
    },
    {
      method: 'POST',
      path: /^\/usageplans\/([^/]+)\/keys$/,
      answer({ id, body }) {
        const wanted = createUsagePlanKey.safeParse(body());
        if (!wanted.success) throw badRequest('Invalid usage plan key');
        const { keyId } = wanted.data;
        if (!own(store.keys, keyId)) throw notFound('API Key');
        refuseSecondPlan(needs, planOf(id), keyId);
        refuseOneTooMany(needs, keyId);
        store.planKeys[id] = [...(own(store.planKeys, id) ?? []), keyId];
        store.changed();
        return { status: 201, body: keyOf(id, keyId) };
      },
    },
    {
      method: 'GET',
      path: /^\/usageplans\/([^/]+)\/keys$/,
      answer: ({ id, query }) => {
        const ids = (own(store.planKeys, planOf(id).id) ?? []).filter((keyId) => own(store.keys, keyId));
        return {
          status: 200,
          body: page(
            ids.map((keyId) => keyOf(id, keyId)),
            query,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/,
      answer: ({ id, other }) => ({ status: 200, body: keyOf(id, other) }),
    },
    {
      method: 'DELETE',
      path: /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/,
      answer({ id, other }) {
        keyOf(id, other);
        store.planKeys[id] = (own(store.planKeys, id) ?? []).filter((keyId) => keyId !== other);
        store.changed();
        return { status: 202 };
      },
    },
    usageRoute(needs, planOf),
  ];
}

/** "A given API key can only be associated with one usage plan for each stage of your API" (usage plans page). */
function refuseSecondPlan({ plans, store }: ControlNeeds, plan: UsagePlan, keyId: string): void {
  const stages = new Set(plan.stages.map(({ apiId, stage }) => `${apiId}/${stage}`));
  const taken = plans
    .list()
    .filter(({ id }) => own(store.planKeys, id)?.includes(keyId))
    .some((other) => other.id === plan.id || other.stages.some(({ apiId, stage }) => stages.has(`${apiId}/${stage}`)));
  if (taken) throw conflict(`Usage Plan ${plan.id} cannot be added because API Key already has a plan for its stages`);
}

function refuseOneTooMany({ plans, store }: ControlNeeds, keyId: string): void {
  const { usagePlansPerKey: most } = accountQuotas;
  const held = plans.list().filter(({ id }) => own(store.planKeys, id)?.includes(keyId));
  if (held.length >= most) throw limitExceeded(`API Key ${keyId} is in ${most} usage plans, the most of one key`);
}

const shownPlan = ({ id, name, description, stages, throttle, quota }: UsagePlan) => ({
  id,
  name,
  description,
  apiStages: stages.map(({ apiId, stage, throttles }) => ({
    apiId,
    stage,
    ...(throttles.length > 0 && {
      throttle: Object.fromEntries(
        throttles.map((each) => [
          `${each.resourcePath}/${each.httpMethod}`,
          { rateLimit: each.rate, burstLimit: each.burst },
        ]),
      ),
    }),
  })),
  ...(throttle && { throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst } }),
  ...(quota && { quota: { ...quota, offset: 0 } }),
});
