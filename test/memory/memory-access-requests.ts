import type { AccessRequest, AccessRequests } from '../../domain/applications/access-request';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryAccessRequests extends MemoryRevisedRows<AccessRequest> implements AccessRequests {
  async applicationsOf(api: string): Promise<readonly string[]> {
    return this.all().flatMap((one) => (one.api === api ? [one.application] : []));
  }
}
