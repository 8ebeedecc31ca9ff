import type { Grant } from '../../domain/grants/grant';
import type { GrantStore, UpstreamKey } from '../../domain/grants/grant-store';

export class MemoryGrantStore implements GrantStore {
  readonly #grants = new Map<string, Grant>();

  async find(id: string): Promise<Grant | undefined> {
    return structuredClone(this.#grants.get(id));
  }

  async save(grant: Grant): Promise<boolean> {
    const stored = this.#grants.get(grant.id)?.revision ?? 0;
    if (grant.revision !== stored + 1) return false;
    this.#grants.set(grant.id, structuredClone(grant));
    return true;
  }

  async idsOf(key: UpstreamKey): Promise<readonly string[]> {
    const isOf = (grant: Grant) =>
      'upstreamSession' in key
        ? grant.upstreamSession === key.upstreamSession
        : grant.upstreamUser === key.upstreamUser;
    return [...this.#grants.values()].filter(isOf).map(({ id }) => id);
  }
}
