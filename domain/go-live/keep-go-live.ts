import { patientDataIn } from '../applications/free-text';
import { beginRow, changeRow, type Rows } from '../change-row';
import type { Clock } from '../ports';
import {
  type GoLiveMove,
  type GoLiveRecord,
  goLiveId,
  goLiveMoves,
  mostGoLives,
  moveGoLive,
} from '../publishing/go-live/go-live-record';
import { entryFault, goLiveItems } from '../publishing/go-live/items';
import { openItems } from '../publishing/go-live/missing-for-production';
import { changeTeam, findTeam, type OwnTeam, type TeamRequest } from '../teams/find-team';
import type { TeamPorts } from '../teams/ports';

export interface GoLiveNeeds extends Pick<TeamPorts, 'teams'> {
  readonly goLives: Rows<GoLiveRecord>;
  readonly clock: Clock;
}

export interface GoLiveRequest extends TeamRequest {
  readonly api: string;
}

/** A name that an API can have; nothing is published under it here. */
const apiName = /^[a-z\d][a-z\d-]{0,127}$/;

/**
 * Begins the record of an API; one that is there stays. False where the team has as many as it may, or no API can have that
 * name.
 * @throws NotAllowed
 */
export const makeBeginGoLive =
  ({ teams, goLives, clock }: GoLiveNeeds) =>
  async ({ api, ...request }: GoLiveRequest): Promise<boolean> => {
    if (!apiName.test(api)) return false;
    const changed = await changeTeam({ teams }, request, 'apis.record', ({ team }) => {
      const known = team.goLives ?? [];
      if (known.includes(api)) return team;
      return known.length < mostGoLives ? { ...team, goLives: [...known, api] } : undefined;
    });
    if (!changed) return false;
    const id = goLiveId(request.team, api);
    const history = [{ at: clock.now().toISOString(), by: request.account, what: 'team begins' }];
    await beginRow(goLives, { id, team: request.team, api, state: 'draft', entries: [], history });
    return true;
  };

/**
 * The record, if the account is in its team.
 * @throws NotAllowed
 */
export async function findGoLive(
  { teams, goLives }: Pick<GoLiveNeeds, 'teams' | 'goLives'>,
  { api, ...request }: GoLiveRequest,
): Promise<(OwnTeam & { readonly record: GoLiveRecord }) | undefined> {
  const own = await findTeam({ teams }, request, 'apis.view');
  const record = own && (await goLives.find(goLiveId(request.team, api)));
  return own && record && { ...own, record };
}

export type SaveGoLiveOutcome =
  | { readonly outcome: 'saved' | 'not_found' | 'stale' | 'not_possible' }
  /** By item; what is right beside it is saved. */
  | { readonly outcome: 'faults'; readonly faults: ReadonlyMap<string, string> };

/**
 * Keeps what was typed; an item that is left empty is not answered any more. A page of an earlier revision is told so.
 * @throws NotAllowed
 */
export const makeSaveGoLive =
  ({ teams, goLives, clock }: GoLiveNeeds) =>
  async ({
    api,
    values,
    seen,
    ...request
  }: GoLiveRequest & {
    readonly values: ReadonlyMap<string, string>;
    readonly seen: number;
  }): Promise<SaveGoLiveOutcome> => {
    if (!(await findTeam({ teams }, request, 'apis.record'))) return { outcome: 'not_found' };
    const id = goLiveId(request.team, api);
    const found = await goLives.find(id);
    if (!found) return { outcome: 'not_found' };
    if (goLiveMoves['team changes'][found.state] === undefined) return { outcome: 'not_possible' };
    if (found.revision !== seen) return { outcome: 'stale' };
    const now = clock.now();
    const faults = new Map<string, string>();
    const entries = goLiveItems.flatMap((item) => {
      const value = values.get(item.id) ?? '';
      if (value === '') return [];
      const patient = item.kind === 'line' ? patientDataIn(value) : undefined;
      const fault =
        entryFault(item, value, now) ?? (patient && `This holds what looks like ${patient}: say it without`);
      if (fault) faults.set(item.id, fault);
      return fault ? [] : [{ item: item.id, value }];
    });
    const move = { move: 'team changes', by: request.account, at: now.toISOString() } as const;
    const moved = moveGoLive({ ...found, entries }, move);
    if (!moved || !(await goLives.save({ ...moved, revision: seen + 1 }))) return { outcome: 'stale' };
    return faults.size > 0 ? { outcome: 'faults', faults } : { outcome: 'saved' };
  };

export type MoveGoLiveOutcome =
  | { readonly outcome: 'done' | 'not_found' | 'not_possible' | 'own_record' }
  | { readonly outcome: 'open'; readonly open: readonly { item: string; text: string }[] };

/**
 * Submits, withdraws, returns or confirms a record. Complete or not at all; and who submitted it does not confirm it.
 * @throws NotAllowed
 */
export const makeMoveGoLive =
  ({ teams, goLives, clock }: GoLiveNeeds) =>
  async ({
    api,
    move,
    reason,
    ...request
  }: GoLiveRequest & {
    readonly move: Exclude<GoLiveMove, 'team changes'>;
    readonly reason?: string | undefined;
  }): Promise<MoveGoLiveOutcome> => {
    if (!(await findTeam({ teams }, request, 'apis.record'))) return { outcome: 'not_found' };
    const id = goLiveId(request.team, api);
    const found = await goLives.find(id);
    if (!found) return { outcome: 'not_found' };
    const now = clock.now();
    const open = ['team submits', 'second confirms'].includes(move) ? openItems(found, now) : [];
    if (open.length > 0) return { outcome: 'open', open };
    if (move === 'second confirms' && found.submittedBy === request.account) return { outcome: 'own_record' };
    const at = now.toISOString();
    const saved = await changeRow(goLives, id, (record) =>
      // What somebody changed meanwhile is not what was read.
      record.revision === found.revision ? moveGoLive(record, { move, by: request.account, at, reason }) : undefined,
    );
    return { outcome: saved ? 'done' : 'not_possible' };
  };
