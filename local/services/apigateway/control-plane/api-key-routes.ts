import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { own } from '../../../../domain/own';
import { accountQuotas } from '../model/account-quotas';
import { type ApiKey, newKeyValue } from '../model/gateway-store';
import {
  badRequest,
  type ControlNeeds,
  type ControlRoute,
  conflict,
  limitExceeded,
  notFound,
  page,
} from './control-route';

const createApiKey = z.object({
  name: z.string().max(1024).default(''),
  description: z.string().default(''),
  enabled: z.boolean().default(false),
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
  value: z.string().min(20).max(128).optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

export const apiKeyRoutes = ({ store, now }: ControlNeeds): ControlRoute[] => [
  {
    method: 'POST',
    path: /^\/apikeys$/,
    answer({ body }) {
      const wanted = createApiKey.safeParse(body());
      if (!wanted.success) throw badRequest('Invalid API Key: a value has 20 to 128 characters');
      const value = wanted.data.value ?? newKeyValue();
      if (Object.keys(store.keys).length >= accountQuotas.apiKeys) {
        throw limitExceeded(`Maximum number of API keys exceeded: ${accountQuotas.apiKeys}`);
      }
      if (Object.values(store.keys).some((key) => key.value === value)) throw conflict('API Key already exists');
      const key = { ...wanted.data, value, id: randomBytes(5).toString('hex'), createdAt: now().getTime() };
      store.keys[key.id] = key;
      store.changed();
      return { status: 201, body: shown(key, true) };
    },
  },
  {
    method: 'GET',
    path: /^\/apikeys$/,
    answer({ query }) {
      const keys = Object.values(store.keys).filter(({ name }) => name.startsWith(query.get('name') ?? ''));
      return {
        status: 200,
        body: page(
          keys.map((key) => shown(key, query.get('includeValues') === 'true')),
          query,
        ),
      };
    },
  },
  {
    method: 'GET',
    path: /^\/apikeys\/([^/]+)$/,
    answer({ id, query }) {
      const key = own(store.keys, id);
      if (!key) throw notFound('API Key');
      return { status: 200, body: shown(key, query.get('includeValue') === 'true') };
    },
  },
  {
    method: 'DELETE',
    path: /^\/apikeys\/([^/]+)$/,
    answer({ id }) {
      if (!own(store.keys, id)) throw notFound('API Key');
      delete store.keys[id];
      for (const [plan, keys] of Object.entries(store.planKeys))
        store.planKeys[plan] = keys.filter((key) => key !== id);
      store.changed();
      return { status: 202 };
    },
  },
];

const shown = ({ value, createdAt, ...key }: ApiKey, includeValue: boolean) => ({
  ...key,
  ...(includeValue && { value }),
  createdDate: Math.floor(createdAt / 1000),
  lastUpdatedDate: Math.floor(createdAt / 1000),
  stageKeys: [],
});
