import { createHash } from 'node:crypto';
import { anonymousParquet } from '../../../adapters/node/anonymous-parquet';
import { hourOf } from '../../../domain/logs/anonymisation/anonymise-hour';
import { anonymity } from '../../../domain/logs/anonymisation/anonymity';
import { type AnonymousRow, requestFields } from '../../../domain/logs/anonymisation/anonymous-row';
import type { MemoryAnonymousRows } from '../../memory/memory-anonymous-rows';
import { analyticsOf, type Fact, month, nameOf, patient } from './a-month';

const { smallestGroup } = anonymity;
const { objects, facts, ids } = month(20_261_121);
let analytics: MemoryAnonymousRows;

beforeAll(async () => {
  analytics = await analyticsOf(objects);
});

const tells = (row: AnonymousRow) => requestFields.some((field) => row[field] !== undefined);

/** Whether the row may count the request, by all that the intruder knows of it. */
const fits = (row: AnonymousRow, fact: Fact): boolean =>
  row.kind === 'request' &&
  requestFields.every((field) => {
    if (row[field] === undefined || field === 'errorClass') return true;
    return field === 'latencyUpTo' ? fact.latency <= (row.latencyUpTo ?? 0) : row[field] === fact[field];
  });

/** The very file that counts the request: the intruder knows its hour, and so its name. */
function fileOf({ log, date }: Fact): readonly AnonymousRow[] {
  const api = /^api=(\w+)/.exec(log)?.[1];
  const rows = analytics.files.get(`api=${api}/date=${date}/${nameOf(log)}`);
  if (!rows) throw new Error(`nothing was made of ${log}`);
  return rows;
}

const everyone: readonly Record<string, unknown>[] = Object.entries(objects).flatMap(([key, lines]) =>
  lines.map((line) => ({ log: hourOf(key), ...JSON.parse(line) })),
);
const requestsIn = new Map<unknown, number>();
for (const { log } of everyone) requestsIn.set(log, (requestsIn.get(log) ?? 0) + 1);

test('the month is one to attack: many of the patient’s requests are like no other of their hour', () => {
  expect(everyone.length).toBeGreaterThan(100_000);
  expect(facts.length).toBeGreaterThan(90);
  const alone = facts.filter(
    ({ log, operation, statusClass, latency }) =>
      everyone.filter(
        (one) =>
          one.log === log &&
          `${one.method} ${one.route}` === operation &&
          String(one.status)[0] === statusClass[0] &&
          Math.abs(Number(one.responseLatency) - latency) < 3,
      ).length === 1,
  );
  expect(alone.length).toBeGreaterThan(facts.length / 3);
});

test('every access is counted once', () => {
  expect(analytics.all().reduce((sum, { requests }) => sum + requests, 0)).toBe(ids.length);
});

test('no row that tells anything of its requests counts fewer than the smallest group', () => {
  const telling = analytics.all().filter(tells);
  expect(telling.length).toBeGreaterThan(1000);
  expect(telling.filter(({ requests }) => requests < smallestGroup)).toEqual([]);
});

test('who knows all about each request, and the file that counts it, names its row no more often than chance', () => {
  const chances = facts.map((fact) => {
    const candidates = fileOf(fact).filter((row) => tells(row) && fits(row, fact));
    // The best bet: the smallest row of those that may count it.
    return Math.max(0, ...candidates.map(({ requests }) => 1 / requests));
  });
  expect(Math.max(...chances)).toBeLessThanOrEqual(1 / smallestGroup);
  const successes = chances.reduce((sum, chance) => sum + chance, 0);
  expect(successes / facts.length).toBeLessThanOrEqual(1 / smallestGroup);
});

test('a request among too few leaves a number and nothing else, so that to find it tells nothing of it', () => {
  const lonely = facts.filter(({ log }) => (requestsIn.get(log) ?? 0) < smallestGroup);
  expect(lonely.length).toBeGreaterThan(10);
  for (const fact of lonely) {
    expect(fileOf(fact)).toEqual([{ kind: 'request', requests: requestsIn.get(fact.log) }]);
  }
});

test('to take the rows of a file from their total leaves nobody over', () => {
  for (const fact of facts) {
    const rows = fileOf(fact);
    const silent = rows.filter((row) => !tells(row));
    const isWhole = rows.length === 1;
    for (const { requests } of silent) expect(isWhole || requests >= smallestGroup).toBe(true);
  }
});

test('no value of the analytics is one of the logs: no id, no instant, no address, no application', () => {
  const values = new Set(analytics.all().flatMap((row) => Object.values(row).map(String)));
  const known = new Set(
    everyone.flatMap(({ requestId, application, ip, time }) => [
      ...[requestId, application, ip, String(time), new Date(Number(time)).toISOString()],
    ]),
  );
  expect([...values].filter((value) => known.has(value))).toEqual([]);
  const names = [...analytics.files.keys()].map((file) => file.split('/').at(-1) ?? '');
  const hashed = new Set(ids.map(nameOf));
  expect(names.filter((name) => known.has(name) || hashed.has(name))).toEqual([]);
});

test('no file holds the patient’s number, or a hash of it, in any spelling', () => {
  const planted = [patient, `${patient.slice(0, 3)} ${patient.slice(3, 6)} ${patient.slice(6)}`];
  const sought = [...planted, ...planted.flatMap(hashesOf), ...facts.flatMap(({ id }) => [id, ...hashesOf(id)])];
  for (const [name, rows] of analytics.files) {
    if (!facts.some(({ log }) => name.endsWith(nameOf(log)))) continue;
    const bytes = Buffer.from(anonymousParquet(rows)).toString('latin1');
    expect(sought.filter((one) => bytes.includes(one) || name.includes(one))).toEqual([]);
  }
});

function hashesOf(value: string): string[] {
  return ['sha256', 'md5'].flatMap((algorithm) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) =>
      createHash(algorithm).update(value).digest(encoding).slice(0, 16),
    ),
  );
}
