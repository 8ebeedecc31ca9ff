import { platformPaths } from '../../api-definition/platform-paths';
import { scalarText } from '../../scalar-text';

/** Where tombstones and records of no nameable API are put. */
export const unreadablePartition = '_unreadable';

/**
 * Where the platform's own probes of all APIs are put. Each under its API would be an object a minute and API that tells
 * nothing of its callers: 43,200 a month, each of which is written, announced and anonymised.
 */
export const monitoringPartition = '_monitoring';

/** What the prober calls itself; it opens nothing, and whoever borrows it is filed with the probes. */
export const probingAgent = 'digital-interoperability-platform-prober';

/** Whether a route is one that the platform adds to every API for health checks. */
export const isHealthRoute = (route: unknown): boolean => platformPaths.includes(scalarText(route));

interface Noted {
  readonly route?: unknown;
  readonly mode?: unknown;
  readonly anonymous?: unknown;
  readonly userAgent?: unknown;
}

/** Whether an access record tells of a probe; of an anonymous API, which says nothing of who called, of any health check. */
export const isProbe = ({ route, mode, anonymous, userAgent }: Noted): boolean =>
  isHealthRoute(route) && (mode === 'monitoring' || anonymous === true || userAgent === probingAgent);
