import type { AccessRequests } from './access-request';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { type Standing, standingOf } from './subscription';

interface Needs {
  readonly requests: Pick<AccessRequests, 'applicationsOf'>;
  readonly applications: Pick<ApplicationStore, 'find'>;
}

export interface SubscriberOfApi {
  readonly application: Application;
  readonly standing: Standing;
}

/** Read for one page at most; an API that has more shows so many of them. */
export const mostSubscribers = 2_000;
/** Read at once. */
const atOnce = 50;

/** Those about whom the publisher may have to decide come first. */
const order: readonly Standing[] = [
  'asked again',
  'pending',
  'returned',
  'approved',
  'withdrawn by publisher',
  'withdrawn by platform',
  'refused',
];

/** Who asks for an API or has it, by what there is to decide, then by name. */
export const makeListSubscribers =
  ({ requests, applications }: Needs) =>
  async (api: string): Promise<SubscriberOfApi[]> => {
    const ids = (await requests.applicationsOf(api)).slice(0, mostSubscribers);
    const found: SubscriberOfApi[] = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = await Promise.all(ids.slice(from, from + atOnce).map((id) => applications.find(id)));
      for (const application of some) {
        const standing = application ? standingOf(application, api) : 'none';
        if (application?.team !== undefined && standing !== 'none') found.push({ application, standing });
      }
    }
    return found.sort(
      (one, other) =>
        order.indexOf(one.standing) - order.indexOf(other.standing) ||
        one.application.name.localeCompare(other.application.name, 'en-GB'),
    );
  };
