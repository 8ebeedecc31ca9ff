import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import { type ApiSummary, apiSummary } from './api-summary';

interface Needs {
  readonly registry: Pick<RegistryStore, 'list'>;
  readonly clock: Clock;
}

/** Every API that is published anew is listed within this many milliseconds. */
const freshFor = 15_000;

/** Every API of the environment by title. The same array is answered while it is fresh, so that an index can hang on it. */
export function makeListApis({ registry, clock }: Needs): () => Promise<readonly ApiSummary[]> {
  let held: { readonly apis: readonly ApiSummary[]; readonly readAt: number } | undefined;
  return async () => {
    const now = clock.now().getTime();
    if (held && Math.abs(now - held.readAt) < freshFor) return held.apis;
    const entries = await registry.list();
    const apis = entries.map(apiSummary).sort((a, b) => a.title.localeCompare(b.title, 'en-GB'));
    held = { apis, readAt: now };
    return apis;
  };
}
