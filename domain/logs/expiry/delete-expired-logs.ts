import type { Clock } from '../../ports';
import type { RegistryStore } from '../../publishing/registry-store';
import { longestLogRetentionHours } from '../../retention/periods';
import type { LogObjects } from '../log-objects';
import { monitoringPartition } from '../records/log-partition';
import { expiredObjects } from './expired-objects';

interface Needs {
  readonly registry: Pick<RegistryStore, 'list'>;
  readonly objects: Pick<LogObjects, 'list' | 'remove'>;
  readonly clock: Clock;
}

export interface DeletionSummary {
  readonly apis: number;
  readonly deleted: number;
  /** APIs whose objects could not all be deleted; the next sweep tries again. */
  readonly failed: readonly string[];
}

/**
 * Deletes the records of APIs that keep them for less than the platform does, and the probes' with them. Records of an
 * API that is no longer registered have no shorter promise left and go with the bucket's own rule.
 */
export const makeDeleteExpiredLogs =
  ({ registry, objects, clock }: Needs) =>
  async (): Promise<DeletionSummary> => {
    const now = clock.now();
    const shorter = (await registry.list()).filter((entry) => entry.logRetentionHours < longestLogRetentionHours);
    // Any API's probes may be among those of all.
    const least = Math.min(...shorter.map((entry) => entry.logRetentionHours));
    const probes = shorter.length === 0 ? [] : [{ api: monitoringPartition, logRetentionHours: least }];
    let deleted = 0;
    const failed: string[] = [];
    for (const { api, logRetentionHours } of [...shorter, ...probes]) {
      try {
        for (const prefix of [`api=${api}/`, `functions=${api}/`]) {
          for await (const keys of objects.list(prefix)) {
            const expired = expiredObjects({ keys, logRetentionHours, now });
            if (expired.length > 0) await objects.remove(expired);
            deleted += expired.length;
          }
        }
      } catch {
        failed.push(api);
      }
    }
    return { apis: shorter.length, deleted, failed };
  };
