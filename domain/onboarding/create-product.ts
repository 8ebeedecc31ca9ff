import { changeRow } from '../change-row';
import { changeTeam, listTeams } from '../teams/find-team';
import type { TeamPorts } from '../teams/ports';
import { findProduct, type ProductRequest } from './find-product';
import type { OnboardingPorts } from './ports';
import { mostProducts, mostSubmissions, type Product } from './product';
import { latestVersion } from './questionnaire';

type Needs = Pick<OnboardingPorts, 'products' | 'teams' | 'newId' | 'clock'>;

/**
 * Begins a product of a team; undefined where the team has as many as it may, or the account is not in it.
 * @throws NotAllowed
 */
export const makeCreateProduct =
  ({ products, teams, newId, clock }: Needs) =>
  async (request: { readonly account: string; readonly team: string; readonly name: string }) => {
    const { name, team } = request;
    const id = newId();
    const listed = await changeTeam({ teams }, request, 'products.change', ({ team: found }) =>
      found.products.length < mostProducts ? { ...found, products: [...found.products, id] } : undefined,
    );
    if (!listed) return undefined;
    const made: Product = { id, revision: 1, team, name, createdAt: clock.now().toISOString(), submissions: [] };
    await products.save(made);
    return made;
  };

/** The products of an account's teams. */
export async function listProducts(
  needs: Pick<Needs, 'products' | 'teams'> & Pick<TeamPorts, 'accounts'>,
  account: string,
): Promise<Product[]> {
  const own = await listTeams(needs, account);
  const found = await Promise.all(own.flatMap(({ team }) => team.products).map((id) => needs.products.find(id)));
  return found.filter((one) => one !== undefined);
}

export type AddApiOutcome = 'done' | 'full' | 'not_found' | 'no_such_application';

/**
 * Begins the submission of a product for an API, which one application of its team is to call. One that is there stays.
 * @throws NotAllowed
 */
export const makeAddApi =
  (needs: Needs & Pick<OnboardingPorts, 'applications'>) =>
  async ({
    api,
    application,
    ...request
  }: ProductRequest & { readonly api: string; readonly application: string }): Promise<AddApiOutcome> => {
    const own = await findProduct(needs, request, 'products.change');
    if (!own) return 'not_found';
    if ((await needs.applications.find(application))?.team !== own.team.id) return 'no_such_application';
    const at = needs.clock.now().toISOString();
    const begun = {
      ...{ api, application, version: latestVersion, state: 'draft' as const, comments: [], votes: [], reminders: [] },
      history: [{ at, by: request.account, what: 'team begins' }],
    };
    const changed = await changeRow(needs.products, own.product.id, (product) =>
      product.submissions.length >= mostSubmissions || product.submissions.some((one) => one.api === api)
        ? undefined
        : { ...product, submissions: [...product.submissions, begun] },
    );
    return changed ? 'done' : 'full';
  };
