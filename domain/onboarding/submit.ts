import { recordStep } from '../applications/access-request';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { Action } from '../teams/permissions';
import type { Answer } from './answers';
import { changeSubmission, findProduct, type ProductRequest } from './find-product';
import type { OnboardingPorts } from './ports';
import { assess, readDossiers, type Task } from './read-dossiers';
import type { SubmissionMove } from './submission';

type Needs = Pick<OnboardingPorts, 'products' | 'teams' | 'dossiers' | 'requests' | 'clock'>;

export type SubmitOutcome =
  | { readonly outcome: 'submitted' | 'not_possible' | 'not_found' }
  /** What is still to be done, by task. */
  | { readonly outcome: 'incomplete'; readonly tasks: readonly Task[] };

/** Where what was submitted stands as it was then: the reviewers read it, whatever is changed meanwhile. */
export const snapshotId = (product: string, api: string): string => `submitted ${product} ${api}`;

/**
 * Hands a product's answers for an API to the publisher, complete or not at all.
 * @throws NotAllowed
 */
export const makeSubmit =
  (needs: Needs) =>
  async ({ entry, ...request }: ProductRequest & { readonly entry: RegistryEntry }): Promise<SubmitOutcome> => {
    const own = await findProduct(needs, request, 'products.submit');
    const from = own?.product.submissions.find(({ api }) => api === entry.api);
    if (!(own && from)) return { outcome: 'not_found' };
    const now = needs.clock.now();
    const { answers } = await readDossiers(needs, { ...own, api: entry.api });
    const open = assess(from.version, entry, answers, now).tasks.filter(({ missing }) => missing.length > 0);
    if (open.length > 0) return { outcome: 'incomplete', tasks: open };
    await keep(needs, snapshotId(own.product.id, entry.api), answers);
    const step = { application: from.application, api: entry.api, by: `account ${request.account}` as const };
    await recordStep(needs, { ...step, what: 'developer submits' }, () => ({ product: own.product.id }));
    const moved = await changeSubmission(needs, {
      ...{ product: own.product.id, api: entry.api, move: 'team submits', by: request.account },
      at: now.toISOString(),
    });
    return { outcome: moved ? 'submitted' : 'not_possible' };
  };

async function keep({ dossiers }: Needs, id: string, answers: readonly Answer[]): Promise<void> {
  const before = await dossiers.find(id);
  const kept = await dossiers.save({ id, revision: (before?.revision ?? 0) + 1, answers: [...answers] });
  // Another member submits at the same moment: then that one is read.
  if (!kept && !(await dossiers.find(id))) throw new Error('What was submitted could not be kept');
}

/**
 * What else a team may do with a submission. False where it is not possible from where that stands.
 * @throws NotAllowed
 */
export const makeMoveOwn =
  (needs: Pick<Needs, 'products' | 'teams' | 'clock'>) =>
  async ({
    api,
    move,
    reason,
    ...request
  }: ProductRequest & {
    readonly api: string;
    readonly move: Extract<SubmissionMove, `team ${string}`>;
    readonly reason?: string | undefined;
  }): Promise<boolean> => {
    const action: Action = 'products.submit';
    const own = await findProduct(needs, request, action);
    if (!own) return false;
    const at = needs.clock.now().toISOString();
    const moved = await changeSubmission(needs, {
      product: own.product.id,
      api,
      move,
      by: request.account,
      at,
      reason,
    });
    return moved !== undefined;
  };
