import type { Event, EventLog } from '../../domain/events/event';

/** The twin of the events table. */
export class MemoryEventLog implements EventLog {
  readonly kept: Event[] = [];

  async append(event: Event): Promise<boolean> {
    if (this.kept.some(({ team, number }) => team === event.team && number === event.number)) return false;
    this.kept.push(structuredClone(event));
    return true;
  }

  async latest(team: string, { below = Number.POSITIVE_INFINITY, most }: { below?: number | undefined; most: number }) {
    const found = this.kept.filter((one) => one.team === team && one.number < below);
    return structuredClone(found.sort((one, other) => other.number - one.number).slice(0, most));
  }
}
