import { isUserMode } from '../credentials/access-mode';
import type { ApiStatus } from '../publishing/api-status';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { SubscriptionMode } from '../publishing/subscription-mode';
import { shortened } from '../publishing/summary-of';
import { callablesOf } from './callable';

/** How the catalogue groups access modes for those who look for an API. */
export const accessGroups = ['open-access', 'application-restricted', 'user-restricted'] as const;
export type AccessGroup = (typeof accessGroups)[number];

/** One API as the catalogue lists it. */
export interface ApiSummary {
  readonly api: string;
  readonly title: string;
  readonly version: string;
  readonly summary: string;
  readonly organisation: string;
  readonly basePath: string;
  /** Absent where the publisher states none. */
  readonly status?: ApiStatus;
  /** Whom consumers ask, where the publisher says so: an address of mail or of a page. */
  readonly contact?: string;
  /** As the publisher states it. */
  readonly subscriptions?: SubscriptionMode;
  /** The team that decides who may call it. */
  readonly publisher: Pick<RegistryEntry['publisher'], 'team'>;
  /** In the order of `accessGroups`. */
  readonly access: readonly AccessGroup[];
  /** Ids and paths of the operations, for the search. */
  readonly operations: string;
  /** What else it is found by. */
  readonly searched?: string;
  /** What a tutorial can call of it. */
  readonly callables?: ReturnType<typeof callablesOf>;
  readonly updatedAt: string;
}

export function apiSummary(entry: RegistryEntry): ApiSummary {
  const groups = new Set(entry.operations.flatMap(({ access }) => groupsOf(access)));
  const { service } = entry;
  const contact = service?.contact?.email ?? service?.contact?.url;
  return {
    api: entry.api,
    title: entry.title,
    version: entry.apiVersion,
    summary: shortened(entry.summary ?? ''),
    organisation: entry.publisher.organisation,
    basePath: entry.basePath,
    ...(service?.status && { status: service.status }),
    ...(contact && { contact }),
    publisher: entry.publisher.team === undefined ? {} : { team: entry.publisher.team },
    ...(entry.subscriptions && { subscriptions: entry.subscriptions }),
    access: accessGroups.filter((group) => groups.has(group)),
    operations: entry.operations
      .map(({ id, path }) => `${id} ${path}`)
      .join(' ')
      .slice(0, mostSearched),
    searched: [
      initialsOf(entry.title),
      entry.searched ?? '',
      ...new Set(entry.operations.flatMap(({ access }) => access.map(searchedMode))),
    ].join(' '),
    callables: callablesOf(entry),
    updatedAt: entry.registeredAt,
  };
}

/** Characters; what an API of more than some hundred operations has beyond is found on its own page. */
const mostSearched = 50_000;

type Access = RegistryEntry['operations'][number]['access'];

const groupsOf = (access: Access): AccessGroup[] =>
  access.length === 0
    ? ['open-access']
    : access.map((mode) => (isUserMode(mode) ? 'user-restricted' : 'application-restricted'));

/** `PDS` of a Personal Demographics Service. */
const initialsOf = (title: string): string =>
  (title.match(/\p{L}[\p{L}\p{N}]*/gu) ?? []).map((word) => word.charAt(0)).join('');

/** What people call an access mode. */
const searchedMode = (mode: Access[number]): string =>
  mode.startsWith('nhs-cis2')
    ? 'cis2'
    : mode.startsWith('nhs-login')
      ? 'nhs login'
      : mode === 'app-level0'
        ? 'key'
        : 'oauth';

/** Whether a developer subscribes to it: an open API has nobody to authorise. */
export const isSubscribable = ({ operations }: RegistryEntry): boolean =>
  operations.some(({ access }) => access.length > 0);
