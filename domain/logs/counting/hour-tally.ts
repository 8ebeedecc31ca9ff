import type { RegistryEntry } from '../../publishing/registry-entry';
import { anonymiseRecord } from '../anonymisation/anonymise-record';
import { type DayOfApi, otherOperations, type WeekOfApplication } from './call-counts';

/** After which a call is no retry any more. Milliseconds. */
const forgottenAfter = 10 * 60_000;
/** Sooner than this nobody waited. Milliseconds. */
export const leastWait = 1_000;

type Tallied = Pick<RegistryEntry, 'api' | 'operations'>;
export type CallsOfApplication = Omit<WeekOfApplication, 'from'>;
export type CallsOfApi = Omit<DayOfApi, 'date'>;

/** A refusal that is not followed by another call yet, and how long the one before it was waited for. */
interface Refusal {
  readonly at: number;
  readonly waited: number | undefined;
}

class Minutes {
  readonly #calls = new Map<number, number>();

  add(time: number): void {
    const minute = Math.floor(time / 60_000);
    this.#calls.set(minute, (this.#calls.get(minute) ?? 0) + 1);
  }

  busiest(): number {
    let most = 0;
    for (const calls of this.#calls.values()) most = Math.max(most, calls);
    return most;
  }
}

class ApplicationTally {
  readonly #calls = new Map<string, { operation: string; status: number; calls: number }>();
  readonly #minutes = new Minutes();
  readonly #open = new Map<string, Refusal>();
  readonly #retries = { asked: 0, retried: 0, hurried: 0, sooner: 0 };

  add({ operation, status, time }: { operation: string; status: number; time: number }): void {
    const key = `${status} ${operation}`;
    const known = this.#calls.get(key);
    this.#calls.set(key, { operation, status, calls: (known?.calls ?? 0) + 1 });
    this.#minutes.add(time);
    const refusal = this.#open.get(operation);
    // Records of one minute may lie in another order: who was refused later is not retried before.
    const waited = refusal && time >= refusal.at ? time - refusal.at : undefined;
    if (waited !== undefined) this.#close(operation, waited, refusal?.waited);
    if (status !== 429 && status < 500) return;
    this.#retries.asked += 1;
    this.#open.set(operation, { at: time, waited });
  }

  result(): CallsOfApplication {
    return { calls: [...this.#calls.values()], busiest: this.#minutes.busiest(), retries: { ...this.#retries } };
  }

  #close(operation: string, waited: number, before: number | undefined): void {
    this.#open.delete(operation);
    if (waited > forgottenAfter) return;
    this.#retries.retried += 1;
    if (waited < leastWait) this.#retries.hurried += 1;
    else if (before !== undefined && waited < before) this.#retries.sooner += 1;
  }
}

/** What the records of one API and hour tell of how it was called; of the platform's own probes nothing. */
export class HourTally {
  readonly #entry: Tallied;
  readonly #date: string;
  readonly #operations: ReadonlyMap<string, string>;
  readonly #counts = { requests: 0, refused: 0, throttled: 0, failed: 0 };
  readonly #latencies = new Map<number | undefined, number>();
  readonly #minutes = new Minutes();
  /** By id: the authoriser names applications, and no caller does. */
  readonly #applications = new Map<string, ApplicationTally>();

  constructor(entry: Tallied, date: string) {
    this.#entry = entry;
    this.#date = date;
    this.#operations = new Map(entry.operations.map(({ id, method, path }) => [`${method} ${path}`, id]));
  }

  add(record: unknown): void {
    const { kind, fields } = anonymiseRecord(record, { api: this.#entry.api, date: this.#date });
    if (kind !== 'request') return;
    const { status, time, method, route, application } = record as Readonly<Record<string, unknown>>;
    const { latencyUpTo, statusClass } = fields;
    this.#counts.requests += 1;
    if (status === 429) this.#counts.throttled += 1;
    else if (statusClass === '4xx') this.#counts.refused += 1;
    else if (statusClass === '5xx') this.#counts.failed += 1;
    this.#latencies.set(latencyUpTo, (this.#latencies.get(latencyUpTo) ?? 0) + 1);
    if (typeof time !== 'number' || typeof status !== 'number') return;
    this.#minutes.add(time);
    if (typeof application !== 'string' || application === '') return;
    const tally = this.#applications.get(application) ?? new ApplicationTally();
    this.#applications.set(application, tally);
    tally.add({ operation: this.#operations.get(`${method} ${route}`) ?? otherOperations, status, time });
  }

  api(): CallsOfApi {
    const latencies = [...this.#latencies].map(([upTo, calls]) => ({ ...(upTo !== undefined && { upTo }), calls }));
    return { ...this.#counts, busiest: this.#minutes.busiest(), latencies };
  }

  *applications(): Generator<readonly [application: string, calls: CallsOfApplication]> {
    for (const [application, tally] of this.#applications) yield [application, tally.result()];
  }
}
