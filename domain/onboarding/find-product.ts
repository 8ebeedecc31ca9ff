import { changeRow } from '../change-row';
import { findTeam, type OwnTeam } from '../teams/find-team';
import type { Action } from '../teams/permissions';
import type { OnboardingPorts } from './ports';
import type { Product } from './product';
import { moveSubmission, type Submission, type SubmissionMove, type SubmissionState } from './submission';

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
  /** To which team it is handed, where what it read then is kept, and what that answers. @default as it was */
  readonly handed?: { readonly to: string | undefined; readonly snapshot: string; readonly version: string };
}

/** Moves a product's submission for an API; undefined, and nothing, where the move is not one from where it stands. */
export async function changeSubmission(
  { products }: Pick<Needs, 'products'>,
  { product: id, api, handed, ...told }: SubmissionChange,
): Promise<{ readonly from: SubmissionState; readonly next: SubmissionState } | undefined> {
  let moved: { from: SubmissionState; next: SubmissionState } | undefined;
  const changed = await changeRow(products, id, (product) =>
    changeIn(product, api, (from) => {
      const next = moveSubmission(from, told);
      if (!next) return undefined;
      moved = { from: from.state, next: next.state };
      return { ...next, ...handed };
    }),
  );
  return changed && moved;
}

/** The product with what `change` makes of its submission for an API; undefined where that makes nothing of it. */
export function changeIn(
  product: Product,
  api: string,
  change: (submission: Submission) => Submission | undefined,
): Product | undefined {
  const from = product.submissions.find((one) => one.api === api);
  const next = from && change(from);
  return next && { ...product, submissions: product.submissions.map((one) => (one === from ? next : one)) };
}
