import type { RegistryEntry } from '../publishing/registry-entry';
import type { RegistryStore } from '../publishing/registry-store';
import type { Action } from '../teams/permissions';
import { type AccessRequest, type AccessRequests, requestId } from './access-request';
import type { ApplicationStore } from './application-store';
import { findOwn, type OwnApplication, type OwnApplications, type Owned } from './own-application';
import { type Standing, standingOf } from './subscription';

interface Needs extends OwnApplications<Pick<ApplicationStore, 'find'>> {
  readonly requests: Pick<AccessRequests, 'find'>;
  readonly registry: Pick<RegistryStore, 'find'>;
}

/** An application of the account's teams, an API, and how the one came by its access to the other. */
export interface OwnAccess extends Owned {
  readonly entry: RegistryEntry;
  /** Absent of what was subscribed before such stories were kept. */
  readonly request: AccessRequest | undefined;
  readonly standing: Standing;
}

/**
 * What an application has to do with an API; undefined where there is no such application or API, or they have nothing to do
 * with each other.
 * @throws NotAllowed
 * @throws ApplicationSuspended for anything but a look
 */
export async function findOwnAccess(
  needs: Needs,
  { api, ...asked }: OwnApplication & { readonly api: string },
  action: Action,
): Promise<OwnAccess | undefined> {
  const own = await findOwn(needs, asked, action);
  const entry = own && (await needs.registry.find(api));
  if (!(own && entry)) return undefined;
  const request = await needs.requests.find(requestId(own.application.id, api));
  const standing = standingOf(own.application, api);
  return request || standing !== 'none' ? { ...own, entry, request, standing } : undefined;
}
