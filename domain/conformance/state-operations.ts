import { recordStep } from '../applications/access-request';
import { findOwnAccess } from '../applications/own-access';
import type { OwnApplication } from '../applications/own-application';
import type { SubscriptionNeeds } from '../applications/subscribe';
import { mostOperationsAsked, operationsWithCaller } from './conformance';

type Needs = Pick<SubscriptionNeeds, 'applications' | 'teams' | 'requests' | 'registry' | 'clock'>;

/**
 * Keeps which operations of an API an application needs, for its technical conformance; the history says so to whoever
 * lets it in. False where there is no such application or API, or an operation that the API does not have.
 * @throws NotAllowed
 */
export const makeStateOperations =
  (needs: Needs) =>
  async ({
    api,
    operations,
    ...request
  }: OwnApplication & { readonly api: string; readonly operations: readonly string[] }): Promise<boolean> => {
    const own = await findOwnAccess(needs, { ...request, api }, 'subscriptions.ask');
    if (!own) return false;
    const known = new Set(operationsWithCaller(own.entry).map(({ id }) => id));
    const stated = [...new Set(operations)];
    if (stated.length > mostOperationsAsked || !stated.every((id) => known.has(id))) return false;
    const step = { application: request.id, api, by: `account ${request.account}` as const };
    const change = () => ({ operations: stated });
    return (await recordStep(needs, { ...step, what: 'developer states operations' }, change)) !== undefined;
  };
