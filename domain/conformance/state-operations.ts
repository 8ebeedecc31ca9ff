import { recordStep, requestId } from '../applications/access-request';
import { findOwn, type OwnApplication } from '../applications/own-application';
import type { SubscriptionNeeds } from '../applications/subscribe';
import { standingOf } from '../applications/subscription';
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
    const own = await findOwn(needs, request, 'subscriptions.ask');
    const entry = await needs.registry.find(api);
    const known = new Set(entry && operationsWithCaller(entry).map(({ id }) => id));
    if (
      !own ||
      (standingOf(own.application, api) === 'none' && !(await needs.requests.find(requestId(request.id, api))))
    )
      return false;
    const stated = [...new Set(operations)];
    if (stated.length > mostOperationsAsked || !stated.every((id) => known.has(id))) return false;
    const step = { application: request.id, api, by: `account ${request.account}` as const };
    return (
      (await recordStep(needs, { ...step, what: 'developer states operations' }, () => ({ operations: stated }))) !==
      undefined
    );
  };
