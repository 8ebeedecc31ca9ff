import type { Clock } from '../ports';
import { type AccessRequests, type AccessSubject, recordStep, requestId } from './access-request';
import type { Mover } from './step';
import type { Move } from './subscription';

interface Needs {
  readonly requests: AccessRequests;
  readonly clock: Clock;
}

export interface Vote extends AccessSubject {
  readonly by: Mover;
  readonly move: Move;
  readonly reason?: string | undefined;
  /** Whether a vote of before still counts. @default it does */
  readonly isVoter?: (by: Mover) => boolean;
}

/** Of those who let an application in, in production, so that no single person does. */
const approvers = 2;

/**
 * Whether with this vote enough people want a move; where they do not yet, it is kept. Two who vote at the same moment are
 * both heard.
 */
export async function isCarried(
  needs: Needs,
  { by, move, reason, isVoter = () => true, ...subject }: Vote,
): Promise<boolean> {
  const { requests, clock } = needs;
  const votes = (await requests.find(requestId(subject.application, subject.api)))?.votes ?? [];
  const counting = (all: typeof votes) => all.filter((vote) => isVoter(vote.by));
  if (new Set([...counting(votes).map((vote) => vote.by), by]).size >= approvers) return true;
  const vote = { by, at: clock.now().toISOString() };
  const step = { ...subject, by, what: `votes: ${move}`, ...(reason && { reason }) };
  const voted = await recordStep(needs, step, (story) => ({
    votes: [...story.votes.filter((one) => one.by !== by), vote],
  }));
  return counting(voted?.votes ?? []).length >= approvers;
}
