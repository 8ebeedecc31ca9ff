import { accessMode } from '../../credentials/access-mode';
import { scalarText } from '../../scalar-text';
import { organisationTypes } from '../../teams/organisation-type';
import { isHealthRoute, monitoringPartition } from '../records/log-partition';
import type { RequestFields, RowKind } from './anonymous-row';
import { errorClass } from './error-class';

export interface AnonymousRecord {
  readonly kind: RowKind;
  /** `2026-01-31`, UTC. */
  readonly date: string;
  readonly fields: RequestFields;
}

/** Of the object that a record lies in: its API and the date it was delivered for. */
export interface RecordSource {
  readonly api: string;
  readonly date: string;
}

/** Upper bounds in ms. API Gateway gives an integration 29 seconds. */
const LATENCIES = [25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000];
const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
// A template comes from the API's own definition. What redaction has marked, or holds a long number, never did.
const TEMPLATE = /^(?!.*\d{5})\/[\w.~$+{}/-]{0,255}$/;
const MODES = new Set<string>(accessMode.options);
const ORGANISATIONS = new Set<string>(organisationTypes);
const DAY = 86_400_000;

/** What is kept of one redacted record. Never throws; every field is made anew from a closed set of values. */
export function anonymiseRecord(record: unknown, source: RecordSource): AnonymousRecord {
  if (!isAccess(record) || (record.api !== source.api && source.api !== monitoringPartition))
    return { kind: 'unreadable', date: source.date, fields: {} };
  const time = plausibleTime(record.time, source.date);
  const date = time === undefined ? source.date : dateOf(time);
  const isHealth = record.mode === 'monitoring' || isHealthRoute(record.route);
  if (isHealth) return { kind: 'health', date, fields: {} };
  return {
    kind: 'request',
    date,
    fields: { ...(time !== undefined && { hour: hourOfDay(time) }), ...fieldsOf(record) },
  };
}

const isAccess = (record: unknown): record is Readonly<Record<string, unknown>> =>
  typeof record === 'object' && record !== null && 'record' in record && record.record === 'access';

function fieldsOf(record: Readonly<Record<string, unknown>>): RequestFields {
  const { method, route, status, responseLatency, errorType, mode, organisationType } = record;
  const latencyUpTo = LATENCIES.find((most) => typeof responseLatency === 'number' && responseLatency <= most);
  return {
    operation: operationOf(scalarText(method), scalarText(route)),
    statusClass: /^[1-5]\d\d$/.test(scalarText(status)) ? `${scalarText(status).charAt(0)}xx` : 'other',
    ...(latencyUpTo !== undefined && { latencyUpTo }),
    errorClass: errorClass(status, errorType),
    accessMode: mode === undefined ? 'open' : known(mode, MODES, 'other'),
    organisationType: organisationType === undefined ? 'unknown' : known(organisationType, ORGANISATIONS, 'other'),
  };
}

const operationOf = (method: string, route: string): string =>
  METHODS.has(method) && TEMPLATE.test(route) ? `${method} ${route}` : 'other';

const known = (value: unknown, values: ReadonlySet<string>, otherwise: string): string =>
  typeof value === 'string' && values.has(value) ? value : otherwise;

/** A clock that is a day off would put a record of one person into a date of its own. */
function plausibleTime(time: unknown, date: string): number | undefined {
  if (typeof time !== 'number') return undefined;
  const delivered = Date.parse(date);
  return time >= delivered - DAY && time < delivered + 2 * DAY ? time : undefined;
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const hourOfDay = (time: number): number => Math.floor((time % DAY) / 3_600_000);
