import * as z from 'zod';
import { longestEntry } from './items';

export const goLiveStates = ['draft', 'submitted', 'confirmed'] as const;
export type GoLiveState = (typeof goLiveStates)[number];
export type GoLiveMove = 'team changes' | 'team submits' | 'team withdraws' | 'second returns' | 'second confirms';

/**
 * Everything that can happen to a record; what is not here is refused. A publisher assures itself, by two people: whoever
 * has submitted a record does not confirm it, and what is changed afterwards is submitted anew.
 */
export const goLiveMoves: Readonly<Record<GoLiveMove, Partial<Record<GoLiveState, GoLiveState>>>> = {
  'team changes': { draft: 'draft', confirmed: 'draft' },
  'team submits': { draft: 'submitted' },
  'team withdraws': { submitted: 'draft' },
  'second returns': { submitted: 'draft' },
  'second confirms': { submitted: 'confirmed' },
};

const step = z.object({
  at: z.iso.datetime(),
  /** `Account.id`. */
  by: z.string(),
  what: z.string(),
  reason: z.string().max(longestEntry).optional(),
});

/** What a team has on record of an API before it publishes it in production: one item of the table of go-live records. */
export const goLiveRecord = z.object({
  /** `goLiveId`. */
  id: z.string().min(1),
  revision: z.number().int().positive(),
  team: z.string().min(1),
  /** Name of the API; it need not be published yet. */
  api: z.string().min(1),
  state: z.enum(goLiveStates),
  /** By `GoLiveItem.id`. */
  entries: z.array(z.object({ item: z.string(), value: z.string().max(longestEntry) })),
  /** `Account.id` of who submitted it last. */
  submittedBy: z.string().optional(),
  /** The latest last. */
  history: z.array(step),
});
export type GoLiveRecord = z.infer<typeof goLiveRecord>;

/** A team's own: nobody takes up the name of another's API. */
export const goLiveId = (team: string, api: string): string => `${team} ${api}`;

/** Of one team. */
export const mostGoLives = 50;
const mostSteps = 100;

export interface GoLiveMoved {
  readonly move: GoLiveMove;
  readonly by: string;
  readonly at: string;
  readonly reason?: string | undefined;
}

/** The record after a move; undefined where the move is not one from where it stands. */
export function moveGoLive(from: GoLiveRecord, { move, by, at, reason }: GoLiveMoved): GoLiveRecord | undefined {
  const state = goLiveMoves[move][from.state];
  if (state === undefined) return undefined;
  const history = [...from.history, { at, by, what: move, ...(reason && { reason }) }].slice(-mostSteps);
  return { ...from, state, history, ...(move === 'team submits' && { submittedBy: by }) };
}
