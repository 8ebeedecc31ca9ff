import { requestId } from '../../domain/applications/access-request';
import { type Conformance, conformanceOf } from '../../domain/conformance/conformance';
import { accessCountsId, apiCountsId } from '../../domain/logs/counting/call-counts';
import type { RegistryEntry } from '../../domain/publishing/registry-entry';
import type { PortalNeeds } from '../portal-needs';

type Needs = Pick<PortalNeeds, 'apiCounts' | 'accessCounts' | 'requests' | 'clock' | 'environment'>;

/** What the calls of an application of an API show, for either side: three rows are read for it. */
export async function conformanceFor(needs: Needs, entry: RegistryEntry, application: string): Promise<Conformance> {
  const { apiCounts, accessCounts, requests, clock, environment } = needs;
  const [api, access, request] = await Promise.all([
    apiCounts.find(apiCountsId(entry.api)),
    accessCounts.find(accessCountsId(application, entry.api)),
    requests.find(requestId(application, entry.api)),
  ]);
  return conformanceOf({ entry, api, access, request, production: environment.production, now: clock.now() });
}
