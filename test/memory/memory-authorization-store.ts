import type { Authorization } from '../../domain/oauth/authorization';
import type { AuthorizationStore, UpstreamKey } from '../../domain/oauth/ports';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryAuthorizationStore extends MemoryRevisedRows<Authorization> implements AuthorizationStore {
  async idsOf(key: UpstreamKey): Promise<readonly string[]> {
    const isOf = ({ upstreamSession, upstreamUser }: Authorization) =>
      'upstreamSession' in key ? upstreamSession === key.upstreamSession : upstreamUser === key.upstreamUser;
    return this.all()
      .filter(isOf)
      .map(({ id }) => id);
  }
}
