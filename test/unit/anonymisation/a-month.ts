import { createHash } from 'node:crypto';
import { hourOf, makeAnonymiseHour } from '../../../domain/logs/anonymisation/anonymise-hour';
import { anonymity } from '../../../domain/logs/anonymisation/anonymity';
import { MemoryAnonymousRows } from '../../memory/memory-anonymous-rows';
import { MemoryLogObjects } from '../../memory/memory-log-objects';

/** What an intruder who stood beside the patient all month knows of one request. */
export interface Fact {
  readonly id: string;
  /** The prefix of the log objects of its API and hour. */
  readonly log: string;
  readonly date: string;
  readonly hour: number;
  readonly operation: string;
  readonly statusClass: string;
  readonly latency: number;
  readonly accessMode: string;
  readonly organisationType: string;
}

export const patient = '9000000009';
const minute = 60_000;
const start = Date.parse('2026-01-01T00:00:00Z');

/** Mulberry32: the same numbers for the same seed on any machine. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const operations = ['GET /Patient/{id}', 'GET /Patient', 'PATCH /Patient/{id}', 'GET /Patient/{id}/RelatedPerson'];
const organisations = ['gp-practice', 'pharmacy', 'hospital-trust', 'supplier'];
const modes = ['app-level3', 'nhs-login-p9', 'nhs-cis2-aal3'];

/**
 * A month of access records in the objects that the stream would deliver, one for each API and ten minutes: a busy API with
 * dozens of requests a minute by day, and a quiet one with one or two an hour. The patient's are among them, at any hour.
 */
export function month(seed: number) {
  const next = numbers(seed);
  const pick = <T>(values: readonly [T, ...T[]] | readonly T[]): T =>
    values[Math.floor(next() ** 2 * values.length)] as T;
  const objects: Record<string, string[]> = {};
  const facts: Fact[] = [];
  const ids: string[] = [];

  const request = (api: string, at: number, isPatients: boolean) => {
    const time = at + Math.floor(next() * minute);
    const date = new Date(time).toISOString();
    const [year, mm, day] = date.slice(0, 10).split('-');
    const object = `api=${api}/year=${year}/month=${mm}/day=${day}/hour=${date.slice(11, 13)}/dip-1-${date.slice(0, 15)}.gz`;
    const [method = '', route = ''] = pick(operations).split(' ');
    const status = pick([200, 200, 200, 404, 429, 500]);
    const latency = Math.floor(20 + next() ** 4 * 3000);
    const mode = pick(modes);
    const organisationType = pick(organisations);
    const id = uuid(next);
    const record = {
      ...{
        record: 'access',
        api,
        anonymous: false,
        requestId: id,
        time,
        method,
        route,
        status,
        responseLatency: latency,
      },
      ...{ mode, organisationType, application: uuid(next), ip: `[ip:${Math.floor(next() * 1e9).toString(16)}]` },
    };
    objects[object] ??= [];
    objects[object].push(JSON.stringify(record));
    ids.push(id);
    if (!isPatients) return;
    const told = { operation: `${method} ${route}`, statusClass: `${status}`.replace(/\d\d$/, 'xx'), latency };
    const when = { date: date.slice(0, 10), hour: Number(date.slice(11, 13)) };
    facts.push({ id, log: hourOf(object) ?? '', ...when, ...told, accessMode: mode, organisationType });
  };

  for (let day = 0; day < 30; day += 1) {
    for (let at = 0; at < 1440; at += 1) {
      const now = start + (day * 1440 + at) * minute;
      const isOpen = at >= 540 && at < 660;
      const busy = isOpen ? 20 + Math.floor(next() * 30) : Math.floor(next() * 1.2);
      for (let n = 0; n < busy; n += 1) request('busy', now, false);
      if (next() < 0.02) request('quiet', now, false);
    }
    // Twice a day in opening hours, once at night, and once a week where hardly anybody calls.
    for (const at of [550, 620, 180]) request('busy', start + (day * 1440 + at) * minute, true);
    if (day % 7 === 0) request('quiet', start + (day * 1440 + 700) * minute, true);
  }
  return { objects, facts, ids };
}

const uuid = (next: () => number): string => {
  const hex = createHash('sha256').update(String(next())).digest('hex');
  return [8, 4, 4, 4, 12].map((length, index) => hex.slice(index * 8, index * 8 + length)).join('-');
};

export const nameOf = (hour: string): string => createHash('sha256').update(hour).digest('hex');

/** The analytics of a month, as the anonymiser leaves them. */
export async function analyticsOf(objects: Readonly<Record<string, readonly string[]>>): Promise<MemoryAnonymousRows> {
  const rows = new MemoryAnonymousRows();
  const { smallestGroup } = anonymity;
  const anonymiseHour = makeAnonymiseHour({
    source: new MemoryLogObjects(objects),
    rows,
    smallestGroup,
    nameOf,
    clock: { now: () => new Date('2027-01-01') },
  });
  for (const hour of new Set(Object.keys(objects).map((key) => hourOf(key) ?? key))) await anonymiseHour(hour);
  return rows;
}
