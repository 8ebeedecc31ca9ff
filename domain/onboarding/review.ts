import { requestId } from '../applications/access-request';
import { deciderIds, ownApi } from '../applications/decide-for-publisher';
import { makeDecideSubscription } from '../applications/decide-subscription';
import { standingOf } from '../applications/subscription';
import { changeRow } from '../change-row';
import { roleOf } from '../teams/team';
import { changeSubmission } from './find-product';
import type { OnboardingPorts } from './ports';
import type { Product } from './product';
import { type SubmissionMove, submissionMoves } from './submission';

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

export type ReviewOutcome = 'done' | 'one_of_two' | 'own_product' | 'no_room' | 'not_possible' | 'not_found';

/** Of those who approve in production. */
const approvers = 2;

/**
 * Reviews a product in the name of the team that answers for an API. An approval lets the product's application call the
 * API, in production once two have approved; a suspension stops it.
 * @throws NotAllowed
 */
export const makeReview = (needs: OnboardingPorts) => {
  const { products, teams, applications, production, clock } = needs;
  const decide = makeDecideSubscription(needs);

  return async ({ account, api, product: id, move, reason, comments }: Review): Promise<ReviewOutcome> => {
    const own = await ownApi(needs, { account, api }, 'apis.decide');
    const product = own && (await products.find(id));
    const from = product?.submissions.find((one) => one.api === api);
    if (!(own && product && from) || from.to !== own.publisher.team) return 'not_found';
    const next = submissionMoves[move][from.state];
    if (next === undefined) return 'not_possible';
    const asking = await teams.find(product.team);
    if (production && asking && roleOf(asking, account)) return 'own_product';
    const at = clock.now().toISOString();
    if (next === 'approved' && production) {
      const deciders = await deciderIds(needs, own.publisher.team);
      const votes = await vote(product, account);
      if (votes.filter((one) => deciders.has(one)).length < approvers) return 'one_of_two';
    }
    // The submission first: what comes between two reviewers is decided there, once.
    const moved = await changeSubmission(needs, { product: id, api, move, by: account, at, reason });
    if (!moved) return 'not_possible';
    if (comments && comments.size > 0) await comment(id, comments, at);
    const assuredBy = next === 'approved' ? own.publisher.team : undefined;
    await changeRow(needs.requests, requestId(from.application, api), ({ assuredBy: _, ...story }) => ({
      ...story,
      ...(assuredBy !== undefined && { assuredBy }),
    }));
    return (await followUp(from.application, account)) ? 'done' : 'no_room';

    async function vote({ id: of }: Product, by: string): Promise<readonly string[]> {
      const changed = await changeRow(products, of, (found) => ({
        ...found,
        submissions: found.submissions.map((one) =>
          one.api === api ? { ...one, votes: [...one.votes.filter((other) => other !== by), by] } : one,
        ),
      }));
      return changed?.submissions.find((one) => one.api === api)?.votes ?? [];
    }

    async function comment(of: string, texts: ReadonlyMap<string, string>, when: string) {
      const fresh = [...texts].map(([question, text]) => ({ question, text, at: when }));
      await changeRow(products, of, (found) => ({
        ...found,
        submissions: found.submissions.map((one) => (one.api === api ? { ...one, comments: fresh } : one)),
      }));
    }

    /** Has the subscription follow the submission; false where the gateway can hold no more. */
    async function followUp(application: string, by: string): Promise<boolean> {
      const found = await applications.find(application);
      const standing = found ? standingOf(found, api) : 'none';
      const decision = { application, api, by: `account ${by}` as const, ...(reason && { reason }) };
      if (move === 'reviewer suspends') {
        await decide({ ...decision, move: 'publisher withdraws' });
        return true;
      }
      if (move !== 'reviewer approves' && move !== 'reviewer restores') return true;
      if (standing === 'approved') return true;
      return decide({
        ...decision,
        move: standing === 'withdrawn by publisher' ? 'publisher restores' : 'assurance approves',
      });
    }
  };
};
