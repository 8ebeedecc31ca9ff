import * as z from 'zod';
import { own } from '../../../../domain/own';
import { flag, type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import { accountQuotas } from '../model/account-quotas';
import type { MethodThrottle } from '../model/gateway-model';
import { newKeyValue } from '../model/gateway-store';
import { awsId, count, type Needs } from './gateway-resource';

const throttle = z.object({ RateLimit: count.optional(), BurstLimit: count.optional() });

const planProperties = z.object({
  UsagePlanName: z.string().optional(),
  Description: z.string().default(''),
  ApiStages: z
    .array(z.object({ ApiId: z.string(), Stage: z.string(), Throttle: z.record(z.string(), throttle).default({}) }))
    .default([]),
  Throttle: throttle.optional(),
  Quota: z.object({ Limit: count, Period: z.enum(['DAY', 'WEEK', 'MONTH']), Offset: count.optional() }).optional(),
});

export const usagePlan = ({ apigateway: { model, store, warnOnce } }: Needs): ResourceType =>
  resourceType(planProperties, {
    provision(properties, { physicalId, logicalId }) {
      if (properties.Quota?.Offset) warnOnce('API Gateway: the offset of a quota has no effect here');
      const id = awsId(physicalId);
      if (!model.plans.has(id) && model.plans.size >= accountQuotas.usagePlans) {
        throw new Error(
          `Limit exceeded: an account has ${accountQuotas.usagePlans} usage plans (AWS::ApiGateway::UsagePlan)`,
        );
      }
      model.plans.set(id, {
        id,
        name: properties.UsagePlanName ?? logicalId,
        description: properties.Description,
        stages: properties.ApiStages.map(({ ApiId, Stage, Throttle }) => ({
          apiId: ApiId,
          stage: Stage,
          throttles: Object.entries(Throttle).flatMap(([method, limit]) => methodThrottle(method, limit)),
        })),
        throttle: throttleOf(properties.Throttle),
        quota: properties.Quota && { limit: properties.Quota.Limit, period: properties.Quota.Period },
      });
      return { ref: id, attributes: { Id: id } };
    },
    remove(_properties, { ref }) {
      model.plans.delete(ref);
      for (const kept of [store.planKeys, store.planChanges, store.usage]) delete kept[ref];
      store.changed();
    },
  });

const keyProperties = z.object({
  Name: z.string().optional(),
  Description: z.string().default(''),
  Enabled: flag.default(false),
  Value: z.string().optional(),
});

export const apiKey = ({ apigateway: { store, now } }: Needs): ResourceType =>
  resourceType(keyProperties, {
    replacedBy: ['Name', 'Value'],
    provision(properties, { physicalId, logicalId }) {
      const id = awsId(physicalId);
      const known = own(store.keys, id);
      store.keys[id] = {
        id,
        name: properties.Name ?? logicalId,
        description: properties.Description,
        enabled: properties.Enabled,
        value: properties.Value ?? known?.value ?? newKeyValue(),
        createdAt: known?.createdAt ?? now().getTime(),
        tags: {},
      };
      store.changed();
      return { ref: id, attributes: { APIKeyId: id } };
    },
    remove(_properties, { ref }) {
      delete store.keys[ref];
      store.changed();
    },
  });

const planKeyProperties = z.object({ KeyId: z.string(), UsagePlanId: z.string() });

export const usagePlanKey = ({ apigateway: { store } }: Needs): ResourceType =>
  resourceType(planKeyProperties, {
    replacedBy: ['KeyId', 'KeyType', 'UsagePlanId'],
    provision({ KeyId, UsagePlanId }) {
      store.planKeys[UsagePlanId] = [...new Set([...(own(store.planKeys, UsagePlanId) ?? []), KeyId])];
      store.changed();
      const id = `${KeyId}:${UsagePlanId}`;
      return { ref: id, attributes: { Id: id } };
    },
  });

function throttleOf(limit: z.infer<typeof throttle> | undefined) {
  const rate = limit?.RateLimit ?? limit?.BurstLimit;
  return rate === undefined ? undefined : { rate, burst: limit?.BurstLimit ?? rate };
}

/** Keys are `/Patient/{id}/GET`. */
function methodThrottle(method: string, limit: z.infer<typeof throttle>): MethodThrottle[] {
  const at = method.lastIndexOf('/');
  const bounds = throttleOf(limit);
  return bounds ? [{ ...bounds, resourcePath: method.slice(0, at) || '/', httpMethod: method.slice(at + 1) }] : [];
}
