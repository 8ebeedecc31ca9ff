import { z } from 'zod';
import type { Application } from '../../../domain/applications/application';
import { countedBy, type UsageKey, usageKeyFor, withUsageKey } from '../../../domain/applications/usage-key-of';
import type { RegistryEntry } from '../../../domain/registry/registry-entry';
import type { Gateway } from '../../services/apigateway';

const key = z.object({ id: z.string(), name: z.string(), value: z.string() });
const keys = z.object({ item: z.array(key).default([]) });

/** Has the gateway count the application's calls of each API: by its first key of that value, and further ones. */
export async function attachUsageKeys(
  gateway: Pick<Gateway, 'controlPlane'>,
  application: Application,
  { first, entries }: { readonly first: string; readonly entries: readonly RegistryEntry[] },
): Promise<Application> {
  const call = (method: string, path: string, body?: unknown, query = '') =>
    gateway.controlPlane({
      method,
      path,
      query: new URLSearchParams(query),
      body: body === undefined ? '' : JSON.stringify(body),
    });
  const made = async (value?: string): Promise<UsageKey> => {
    const { body } = await call('POST', '/apikeys', { name: 'demo', ...(value && { value }), enabled: true });
    const { id, value: given } = key.parse(body);
    return { reference: id, value: given };
  };
  const listed = keys.parse((await call('GET', '/apikeys', undefined, 'includeValues=true&limit=500')).body);
  const found = listed.item.find(({ value }) => value === first);
  const kept = found ? { reference: found.id, value: found.value } : await made(first);
  const isThere = ({ reference }: UsageKey) => listed.item.some(({ id }) => id === reference);

  let counted: Application = {
    ...application,
    usageKey: kept.value,
    usageKeyReference: kept.reference,
    furtherUsageKeys: application.furtherUsageKeys.filter(isThere),
  };
  for (const { api, usagePlanId } of entries) {
    if (usagePlanId === undefined) continue;
    let chosen = usageKeyFor(counted, api);
    if (chosen === undefined) {
      chosen = await made();
      counted = withUsageKey(counted, chosen);
    }
    const request = { keyId: chosen.reference, keyType: 'API_KEY' };
    const { status, body } = await call('POST', `/usageplans/${usagePlanId}/keys`, request);
    const isMember = status === 409;
    if (status >= 400 && !isMember) throw new Error(`usage plan ${usagePlanId}: ${JSON.stringify(body)}`);
    counted = countedBy(counted, api, chosen);
  }
  return counted;
}
