import { type AccessRequests, requestId } from '../applications/access-request';
import { mostSubscribers } from '../applications/list-subscribers';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { OnboardingPorts } from './ports';
import type { Product } from './product';
import type { Submission, SubmissionState } from './submission';

interface Needs extends Pick<OnboardingPorts, 'products'> {
  readonly requests: Pick<AccessRequests, 'applicationsOf' | 'find'>;
}

export interface ReviewOfApi {
  readonly product: Product;
  readonly submission: Submission;
}

/** Those that wait for the publisher come first. */
const order: readonly SubmissionState[] = [
  'submitted',
  'renewal submitted',
  'in review',
  'renewal in review',
  'returned',
  'renewal returned',
  'suspended',
  'approved',
  'refused',
  'withdrawn',
  'draft',
];

/** The products that were submitted for an API, by what there is to decide, then by name. */
export const makeListReviews =
  ({ requests, products }: Needs) =>
  async ({ api, publisher }: Pick<RegistryEntry, 'api' | 'publisher'>): Promise<ReviewOfApi[]> => {
    const applications = (await requests.applicationsOf(api)).slice(0, mostSubscribers);
    const stories = await Promise.all(applications.map((application) => requests.find(requestId(application, api))));
    const ids = [...new Set(stories.flatMap((story) => story?.product ?? []))];
    const found = await Promise.all(ids.map((id) => products.find(id)));
    const reviews = found.flatMap((product) => {
      const submission = product?.submissions.find((one) => one.api === api);
      return product && submission && submission.to === publisher.team ? [{ product, submission }] : [];
    });
    return reviews.sort(
      (one, other) =>
        order.indexOf(one.submission.state) - order.indexOf(other.submission.state) ||
        one.product.name.localeCompare(other.product.name, 'en-GB'),
    );
  };
