import { type CountingNeeds, makeCountCalls } from './count-calls';
import type { Subscribers } from './subscribers';

interface Needs extends CountingNeeds {
  readonly subscribers: Pick<Subscribers, 'of'>;
}

/**
 * A usage plan that is new has no members, whatever rows say of subscriptions: has the calls of all who are approved for
 * an API counted in it. Answers as `makeCountCalls` does.
 */
export const makeCountSubscribers = ({ subscribers, ...needs }: Needs) => {
  const countCalls = makeCountCalls(needs);
  return async (api: string, plan: string): Promise<boolean> => {
    for await (const application of subscribers.of(api)) {
      if (!(await countCalls({ application, api, plan }))) return false;
    }
    return true;
  };
};
