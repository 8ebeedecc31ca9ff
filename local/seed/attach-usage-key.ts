import { z } from 'zod';
import type { Gateway } from '../gateway/gateway';

const key = z.object({ id: z.string(), name: z.string(), value: z.string().optional() });
const keys = z.object({ item: z.array(key).default([]) });

/** Makes the gateway key, unless it is there, and adds it to each usage plan that does not have it yet; answers its id. */
export async function attachUsageKey(
  gateway: Pick<Gateway, 'controlPlane'>,
  wanted: { readonly name: string; readonly value: string },
  usagePlanIds: readonly string[],
): Promise<string> {
  const call = (method: string, path: string, body?: unknown, query = '') =>
    gateway.controlPlane({
      method,
      path,
      query: new URLSearchParams(query),
      body: body === undefined ? '' : JSON.stringify(body),
    });
  const listed = keys.parse((await call('GET', '/apikeys', undefined, 'includeValues=true&limit=500')).body);
  const found = listed.item.find(({ value }) => value === wanted.value);
  const { id } = found ?? key.parse((await call('POST', '/apikeys', { ...wanted, enabled: true })).body);
  for (const plan of usagePlanIds) {
    const { status, body } = await call('POST', `/usageplans/${plan}/keys`, { keyId: id, keyType: 'API_KEY' });
    const isThere = status === 409;
    if (status >= 400 && !isThere) throw new Error(`usage plan ${plan}: ${JSON.stringify(body)}`);
  }
  return id;
}
