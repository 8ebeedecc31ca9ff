import * as z from 'zod';
import { longestReason } from '../applications/step';

/** Where the review of a product for one API stands. */
export const submissionStates = [
  'draft',
  'submitted',
  'in review',
  'returned',
  'approved',
  'refused',
  'suspended',
  'withdrawn',
  'renewal submitted',
  'renewal in review',
  'renewal returned',
] as const;
export type SubmissionState = (typeof submissionStates)[number];

export type SubmissionMove =
  | `team ${'submits' | 'withdraws' | 'appeals' | 'begins anew'}`
  | `reviewer ${'begins' | 'returns' | 'approves' | 'refuses' | 'suspends' | 'restores'}`
  | 'evidence expires';

/**
 * Everything that can happen to a submission; what is not here is refused. What is suspended, because evidence has expired
 * or the reviewer says so, is submitted again once it is mended. What is approved stands while new answers are reviewed, and
 * where its evidence expires meanwhile their review goes on without it.
 */
export const submissionMoves: Readonly<Record<SubmissionMove, Partial<Record<SubmissionState, SubmissionState>>>> = {
  'team submits': {
    draft: 'submitted',
    returned: 'submitted',
    suspended: 'submitted',
    approved: 'renewal submitted',
    'renewal returned': 'renewal submitted',
  },
  'team withdraws': {
    submitted: 'withdrawn',
    'in review': 'withdrawn',
    returned: 'withdrawn',
    'renewal submitted': 'approved',
    'renewal in review': 'approved',
    'renewal returned': 'approved',
  },
  'team appeals': { refused: 'in review' },
  'team begins anew': { withdrawn: 'draft', refused: 'draft' },
  'reviewer begins': { submitted: 'in review', 'renewal submitted': 'renewal in review' },
  'reviewer returns': { 'in review': 'returned', 'renewal in review': 'renewal returned' },
  'reviewer approves': { 'in review': 'approved', 'renewal in review': 'approved' },
  'reviewer refuses': { 'in review': 'refused' },
  'reviewer suspends': {
    approved: 'suspended',
    'renewal submitted': 'suspended',
    'renewal in review': 'suspended',
    'renewal returned': 'suspended',
  },
  'reviewer restores': { suspended: 'approved' },
  'evidence expires': {
    approved: 'suspended',
    'renewal submitted': 'submitted',
    'renewal in review': 'in review',
    'renewal returned': 'returned',
  },
};

/** Whether its application may call: an approval stands. */
export const isStanding = (state: SubmissionState): boolean => state === 'approved' || state.startsWith('renewal');

const submissionStep = z.object({
  at: z.iso.datetime(),
  /** `Account.id`, or `platform`. */
  by: z.string(),
  what: z.string(),
  reason: z.string().max(longestReason).optional(),
});

export const submission = z.object({
  api: z.string().min(1),
  /** `Application.id` of the product in this environment. */
  application: z.string().min(1),
  /** Id of the publisher's team that it was handed to: whoever takes the API's name over reads nothing of it. */
  to: z.string().optional(),
  /** `Dossier.id` of the answers as they were submitted last. */
  snapshot: z.string().optional(),
  /** The same of the answers that were approved last: what ends of them ends the access. */
  approved: z.string().optional(),
  /** What was told of answers that end, and when: each once. */
  reminders: z.array(z.object({ until: z.iso.date(), days: z.number().int(), at: z.iso.datetime() })).default([]),
  /** Of the questionnaire that it was begun with. */
  version: z.string(),
  state: z.enum(submissionStates),
  /** What a reviewer says of single answers, by question. */
  comments: z.array(z.object({ question: z.string(), text: z.string().max(longestReason), at: z.iso.datetime() })),
  /** Those who want to approve it, where it takes two. */
  votes: z.array(z.string()),
  history: z.array(submissionStep),
});
export type Submission = z.infer<typeof submission>;

/** Steps that are remembered of one submission. */
const mostSteps = 100;

export interface Moved {
  readonly move: SubmissionMove;
  readonly by: string;
  readonly at: string;
  readonly reason?: string | undefined;
}

/** The submission after a move; undefined where the move is not one from where it stands. */
export function moveSubmission(from: Submission, { move, ...told }: Moved): Submission | undefined {
  const state = submissionMoves[move][from.state];
  if (state === undefined) return undefined;
  const { reason, ...rest } = told;
  const history = [...from.history, { ...rest, what: move, ...(reason && { reason }) }].slice(-mostSteps);
  const isNew = move === 'team submits';
  const approved = move === 'reviewer approves' ? from.snapshot : (from.approved ?? approvedAlready(from));
  // What holds is what was approved, whatever was handed in since.
  const snapshot = state === 'approved' ? approved : from.snapshot;
  const kept = { ...(approved !== undefined && { approved }), ...(snapshot !== undefined && { snapshot }) };
  return { ...from, ...kept, state, history, votes: [], comments: isNew ? [] : from.comments };
}

const approvedAlready = ({ state, snapshot }: Submission): string | undefined =>
  state === 'approved' || state === 'suspended' ? snapshot : undefined;
