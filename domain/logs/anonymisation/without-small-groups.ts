import { type AnonymousRow, type RequestField, type RequestFields, requestFields } from './anonymous-row';

/**
 * What a group may have in common, the most first: a row that is too small under one line is counted under a later
 * one. The last line, in which nothing is told of a request, takes all that is left.
 */
const LEVELS: readonly (readonly RequestField[])[] = [
  requestFields,
  ['hour', 'operation', 'statusClass', 'latencyUpTo', 'errorClass', 'accessMode'],
  ['hour', 'operation', 'statusClass', 'errorClass', 'accessMode', 'organisationType'],
  ['hour', 'operation', 'statusClass', 'latencyUpTo'],
  ['hour', 'operation', 'statusClass', 'errorClass'],
  ['accessMode', 'organisationType'],
  ['organisationType'],
  ['operation', 'statusClass'],
  ['hour', 'statusClass', 'latencyUpTo'],
  ['hour', 'statusClass', 'errorClass'],
  ['statusClass'],
  ['hour'],
];

/**
 * The same requests in rows of at least `smallestGroup`; fewer than that altogether are one row that only counts them.
 * Every request stands in exactly one row, so no total of rows can be taken from another to find who is missing.
 */
export function withoutSmallGroups(counted: readonly AnonymousRow[], smallestGroup: number): AnonymousRow[] {
  const kept: AnonymousRow[] = [];
  let left = counted;
  for (const level of LEVELS) {
    const groups = grouped(left, level);
    const large = groups.filter(({ requests }) => requests >= smallestGroup);
    kept.push(...large.map(({ fields, requests }): AnonymousRow => ({ kind: 'request', ...fields, requests })));
    left = groups.filter((group) => !large.includes(group)).flatMap(({ rows }) => rows);
  }
  const requests = totalOf(left);
  if (requests === 0) return kept;
  if (requests >= smallestGroup || kept.length === 0) return [...kept, { kind: 'request', requests }];
  return hidden(left, kept);
}

/** The few that are left, in the row that loses the least by them, and of those in the smallest. */
function hidden(left: readonly AnonymousRow[], kept: readonly AnonymousRow[]): AnonymousRow[] {
  const [host, ...others] = kept
    .map((row) => ({ row, joined: shared([row, ...left]) }))
    .toSorted((one, other) => lossOf(one) - lossOf(other) || one.row.requests - other.row.requests);
  if (!host) return [];
  const requests = host.row.requests + totalOf(left);
  return [...others.map(({ row }) => row), { kind: 'request', ...host.joined, requests }];
}

const lossOf = ({ row, joined }: { row: AnonymousRow; joined: RequestFields }): number =>
  (fieldsIn(row) - fieldsIn(joined)) * row.requests;
const fieldsIn = (row: RequestFields): number => requestFields.filter((field) => row[field] !== undefined).length;

/** The fields in which all rows agree. */
function shared([first, ...others]: readonly AnonymousRow[]): RequestFields {
  const agreed = requestFields.filter((field) => others.every((row) => row[field] === first?.[field]));
  return Object.fromEntries(agreed.flatMap((field) => entryOf(first, field)));
}

interface Group {
  readonly fields: RequestFields;
  readonly requests: number;
  readonly rows: readonly AnonymousRow[];
}

function grouped(rows: readonly AnonymousRow[], level: readonly RequestField[]): Group[] {
  const groups = new Map<string, AnonymousRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(level.map((field) => row[field]));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((members) => ({
    fields: Object.fromEntries(level.flatMap((field) => entryOf(members[0], field))),
    requests: totalOf(members),
    rows: members,
  }));
}

const entryOf = (row: AnonymousRow | undefined, field: RequestField) =>
  row?.[field] === undefined ? [] : [[field, row[field]] as const];

const totalOf = (rows: readonly AnonymousRow[]): number => rows.reduce((sum, { requests }) => sum + requests, 0);
