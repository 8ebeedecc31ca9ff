import { requestId } from '../applications/access-request';
import { type DecisionNeeds, makeDecideSubscription } from '../applications/decide-subscription';
import type { Mover } from '../applications/step';
import { standingOf } from '../applications/subscription';
import { changeRow } from '../change-row';
import { isStanding, type Submission, type SubmissionState } from './submission';

export interface Followed extends Pick<Submission, 'api' | 'application'> {
  readonly from: SubmissionState;
  readonly next: SubmissionState;
  /** Id of the publisher's team whose review it is. */
  readonly assuredBy: string | undefined;
  readonly by: Mover;
  readonly reason?: string | undefined;
}

/** `shut_out`: the application is gone, or the platform has suspended it there. `no_room`: the gateway counts no more. */
export type Follow = 'done' | 'shut_out' | 'no_room';

/** Has the access of an application follow the submission of its product: an approval that stands opens it. */
export const makeFollowSubmission = (needs: DecisionNeeds) => {
  const decide = makeDecideSubscription(needs);
  return async ({ api, application: id, from, next, assuredBy, by, reason }: Followed): Promise<Follow> => {
    await changeRow(needs.requests, requestId(id, api), ({ assuredBy: _, ...story }) => ({
      ...story,
      ...(isStanding(next) && assuredBy !== undefined && { assuredBy }),
    }));
    if (isStanding(from) === isStanding(next)) return 'done';
    const decision = { application: id, api, by, ...(reason && { reason }) };
    if (!isStanding(next)) {
      await decide({ ...decision, move: 'publisher withdraws' });
      return 'done';
    }
    const application = await needs.applications.find(id);
    // Without a team it is deleted.
    const standing = application?.team ? standingOf(application, api) : 'withdrawn by platform';
    if (standing === 'approved') return 'done';
    if (standing === 'withdrawn by platform') return 'shut_out';
    const move = standing === 'withdrawn by publisher' ? 'publisher restores' : 'assurance approves';
    return (await decide({ ...decision, move })) ? 'done' : 'no_room';
  };
};
