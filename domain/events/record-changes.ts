import type { Rows } from '../change-row';
import type { Clock } from '../ports';
import { type Actor, chained, type Digest, type EventLog, type Told } from './event';

export interface RecordingNeeds {
  readonly events: EventLog;
  readonly clock: Clock;
  readonly digest: Digest;
  /** On whose behalf the present work is done. */
  readonly actor: () => Actor;
  /** Told of an event that could not be written of a change that was made. */
  readonly onLost: (error: unknown) => void;
}

/** As many as may write into one chain at once and all be heard. */
const mostTries = 100;

/**
 * The same rows, of which every change is told in the chains of those whom it concerns, directly after it is made. The change
 * holds where its event cannot be written, and the loss is told.
 */
export function recordChanges<Row extends { readonly id: string; readonly revision: number }>(
  rows: Rows<Row>,
  tell: (before: Row | undefined, after: Row) => readonly Told[] | Promise<readonly Told[]>,
  needs: RecordingNeeds,
): Rows<Row> {
  return {
    find: (id) => rows.find(id),
    async save(row) {
      // What is saved follows the revision before it, so that this is what it replaces, or nothing is saved.
      const before = row.revision === 1 ? undefined : await rows.find(row.id);
      if (!(await rows.save(row))) return false;
      try {
        for (const told of await tell(before, row)) await append(told, needs);
      } catch (error) {
        needs.onLost(error);
      }
      return true;
    },
  };
}

async function append(told: Told, { events, clock, digest, actor }: RecordingNeeds): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const [previous] = await events.latest(told.team, { most: 1 });
    if (await events.append(chained(told, { previous, by: actor(), now: clock.now(), digest }))) return;
  }
  throw new Error('An event could not be written for other writers');
}
