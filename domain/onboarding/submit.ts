import { recordStep, requestId } from '../applications/access-request';
import type { RegistryEntry } from '../publishing/registry-entry';
import { changeSubmission, findProduct, type ProductRequest } from './find-product';
import type { OnboardingPorts } from './ports';
import { versionAsked } from './questionnaire';
import { assess, readDossiers, type Task } from './read-dossiers';
import { type SubmissionMove, submissionMoves } from './submission';

type Needs = Pick<OnboardingPorts, 'products' | 'teams' | 'dossiers' | 'requests' | 'newId' | 'clock'>;

export type SubmitOutcome =
  /** `other_product`: another product answers for the application at this API. */
  | { readonly outcome: 'submitted' | 'other_product' | 'not_possible' | 'not_found' }
  /** What is still to be done, by task. */
  | { readonly outcome: 'incomplete'; readonly tasks: readonly Task[] };

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
    const { id } = own.product;
    const { api, publisher } = entry;
    if (submissionMoves['team submits'][from.state] === undefined) return { outcome: 'not_possible' };
    // One product answers for an application at an API.
    const known = (await needs.requests.find(requestId(from.application, api)))?.product;
    if (known !== undefined && known !== id && (await isHeld(needs, known, api))) return { outcome: 'other_product' };
    const now = needs.clock.now();
    const version = versionAsked(from);
    const { answers } = await readDossiers(needs, { ...own, api });
    const open = assess(version, entry, answers, now).tasks.filter(({ missing }) => missing.length > 0);
    if (open.length > 0) return { outcome: 'incomplete', tasks: open };
    // The reviewers read it as it was then, whatever is changed meanwhile; of another id each time, it is never written over.
    const snapshot = `submitted ${id} ${api} ${needs.newId()}`;
    await needs.dossiers.save({ id: snapshot, revision: 1, answers: [...answers], version });
    const step = { application: from.application, api, by: `account ${request.account}` as const };
    await recordStep(needs, { ...step, what: 'developer submits' }, () => ({ product: id }));
    const at = now.toISOString();
    const change = { product: id, api, move: 'team submits', by: request.account, at } as const;
    const moved = await changeSubmission(needs, { ...change, handed: { to: publisher.team, snapshot, version } });
    return { outcome: moved ? 'submitted' : 'not_possible' };
  };

async function isHeld({ products }: Needs, product: string, api: string): Promise<boolean> {
  const state = (await products.find(product))?.submissions.find((one) => one.api === api)?.state;
  return state !== undefined && !['draft', 'withdrawn', 'refused'].includes(state);
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
    const own = await findProduct(needs, request, 'products.submit');
    if (!own) return false;
    const at = needs.clock.now().toISOString();
    const { id: product } = own.product;
    return (await changeSubmission(needs, { product, api, move, by: request.account, at, reason })) !== undefined;
  };
