import type { Grant } from '../../domain/oauth/authorization';
import type { GrantStore, UpstreamKey } from '../../domain/oauth/ports';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryGrantStore extends MemoryRevisedRows<Grant> implements GrantStore {
  async idsOf(key: UpstreamKey): Promise<readonly string[]> {
    const isOf = (grant: Grant) =>
      'upstreamSession' in key
        ? grant.upstreamSession === key.upstreamSession
        : grant.upstreamUser === key.upstreamUser;
    return this.all()
      .filter(isOf)
      .map(({ id }) => id);
  }
}
