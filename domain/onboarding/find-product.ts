import { changeRow } from '../change-row';
import { findTeam, type OwnTeam } from '../teams/find-team';
import type { Action } from '../teams/permissions';
import type { OnboardingPorts } from './ports';
import type { Product } from './product';
import { moveSubmission, type SubmissionMove } from './submission';

/** One product as one account asks for it. */
export interface ProductRequest {
  readonly account: string;
  readonly product: string;
}

export interface OwnProduct extends OwnTeam {
  readonly product: Product;
}

type Needs = Pick<OnboardingPorts, 'products' | 'teams'>;

/**
 * The product, if the account is in its team and may do that; another's answers as one that does not exist.
 * @throws NotAllowed
 */
export async function findProduct(
  { products, teams }: Needs,
  request: ProductRequest,
  action: Action,
): Promise<OwnProduct | undefined> {
  const product = await products.find(request.product);
  const own = product && (await findTeam({ teams }, { account: request.account, team: product.team }, action));
  return product && own && { product, ...own };
}

export interface SubmissionChange {
  readonly product: string;
  readonly api: string;
  readonly move: SubmissionMove;
  readonly by: string;
  readonly at: string;
  readonly reason?: string | undefined;
  /** To which team it is handed, and where what it read then is kept. @default as it was */
  readonly handed?: { readonly to: string | undefined; readonly snapshot: string };
}

/** Moves a product's submission for an API; undefined, and nothing, where the move is not one from where it stands. */
export const changeSubmission = (
  { products }: Pick<Needs, 'products'>,
  { product: id, api, handed, ...moved }: SubmissionChange,
): Promise<Product | undefined> =>
  changeRow(products, id, (product) => {
    const from = product.submissions.find((one) => one.api === api);
    const next = from && moveSubmission(from, moved);
    if (!next) return undefined;
    const submission = { ...next, ...handed };
    return { ...product, submissions: product.submissions.map((one) => (one.api === api ? submission : one)) };
  });
