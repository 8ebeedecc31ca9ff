import { deciderIds, ownApi } from '../applications/decide-for-publisher';
import { changeRow } from '../change-row';
import { roleOf } from '../teams/team';
import { hasExpired } from './answers';
import { changeIn, changeSubmission } from './find-product';
import { type Follow, makeFollowSubmission } from './follow-submission';
import type { OnboardingPorts } from './ports';
import { assess } from './read-dossiers';
import { type Submission, type SubmissionMove, submissionMoves } from './submission';

export type ReviewerMove = Extract<SubmissionMove, `reviewer ${string}`>;

export interface ReviewRequest {
  readonly account: string;
  readonly api: string;
  readonly product: string;
}

export interface Review extends ReviewRequest {
  readonly move: ReviewerMove;
  readonly reason?: string | undefined;
  /** Of single answers, by question. */
  readonly comments?: ReadonlyMap<string, string>;
}

export type ReviewOutcome =
  | Follow
  | 'one_of_two'
  | 'own_product'
  /** Whoever refused it may change their mind; against the appeal somebody else decides. */
  | 'own_refusal'
  /** Evidence in it has run out: it would be suspended again at once. */
  | 'expired'
  | 'not_possible'
  | 'not_found';

/** Of those who approve in production. */
const approvers = 2;

/**
 * Reviews a product in the name of the team that answers for an API. An approval lets the product's application call the
 * API, in production once two have approved; a suspension stops it.
 * @throws NotAllowed
 */
export const makeReview = (needs: OnboardingPorts) => {
  const { products, dossiers, teams, production, clock } = needs;
  const follow = makeFollowSubmission(needs);

  return async ({ account, api, product: id, move, reason, comments }: Review): Promise<ReviewOutcome> => {
    const own = await ownApi(needs, { account, api }, 'apis.decide');
    const product = own && (await products.find(id));
    const from = product?.submissions.find((one) => one.api === api);
    if (!(own && product && from) || from.to !== own.publisher.team) return 'not_found';
    const next = submissionMoves[move][from.state];
    if (next === undefined) return 'not_possible';
    const asking = await teams.find(product.team);
    if (production && asking && roleOf(asking, account)) return 'own_product';
    const deciders = await deciderIds(needs, own.publisher.team);
    if (next !== 'approved' && isOwnRefusal(from, account) && deciders.size > 1) return 'own_refusal';
    const now = clock.now();
    const at = now.toISOString();
    if (next === 'approved') {
      const read = await dossiers.find(
        (move === 'reviewer restores' ? from.approved : undefined) ?? from.snapshot ?? '',
      );
      const { assessed } = assess(read?.version ?? from.version, own, read?.answers ?? [], now);
      if (assessed.some(({ until }) => until !== undefined && hasExpired(until, now))) return 'expired';
    }
    if (next === 'approved' && production) {
      const votes = await vote(account);
      if (votes.filter((one) => deciders.has(one)).length < approvers) return 'one_of_two';
    }
    // The submission first: what comes between two reviewers is decided there, once.
    const moved = await changeSubmission(needs, { product: id, api, move, by: account, at, reason });
    if (!moved) return 'not_possible';
    if (comments && comments.size > 0) await comment(comments);
    return follow({
      ...{ api, application: from.application, ...moved, assuredBy: own.publisher.team, reason },
      by: `account ${account}`,
    });

    async function vote(by: string): Promise<readonly string[]> {
      const changed = await changeRow(products, id, (found) =>
        changeIn(found, api, (one) => ({ ...one, votes: [...one.votes.filter((other) => other !== by), by] })),
      );
      return changed?.submissions.find((one) => one.api === api)?.votes ?? [];
    }

    async function comment(texts: ReadonlyMap<string, string>) {
      const fresh = [...texts].map(([question, text]) => ({ question, text, at }));
      await changeRow(products, id, (found) => changeIn(found, api, (one) => ({ ...one, comments: fresh })));
    }
  };
};

/** Whether it is an appeal against what the account itself has decided. */
function isOwnRefusal({ state, history }: Submission, account: string): boolean {
  const since = history.findLastIndex(({ what }) => what === 'reviewer refuses');
  const isAppeal = state === 'in review' && history.slice(since + 1).every(({ what }) => what === 'team appeals');
  return since !== -1 && isAppeal && history[since]?.by === account;
}
