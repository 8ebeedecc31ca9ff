import type { AccessRequest } from '../applications/access-request';
import { weeksHeld } from '../logs/counting/add-counts';
import {
  type AccessCounts,
  type ApiCounts,
  otherOperations,
  type WeekOfApplication,
} from '../logs/counting/call-counts';
import { isCounted, ofPublisher } from '../logs/counting/count-calls-of-apis';
import type { RegistryEntry } from '../publishing/registry-entry';
import { conformanceRules, type Evidence, type RuleId, type Verdict } from './rules';

export interface OperationCalled {
  readonly id: string;
  /** `GET /Patient/{id}`. */
  readonly name: string;
  readonly outcome: Verdict['outcome'];
  /** By status, the lowest first. */
  readonly statuses: readonly { readonly status: number; readonly calls: number }[];
}

export interface ConformanceLine extends Verdict {
  readonly id: RuleId;
  readonly title: string;
  readonly rule: string;
}

/** What the calls of an application tell of it, by rule. */
export interface Conformance {
  /** Why nothing is known; undefined where something is. */
  readonly unknown: string | undefined;
  /** The last hour that is counted, `2026-01-31T10` UTC. */
  readonly through: string | undefined;
  /** Whether the application's team has said which operations it needs. */
  readonly isStated: boolean;
  readonly operations: readonly OperationCalled[];
  readonly lines: readonly ConformanceLine[];
}

/** Operations of which a page lists each, and asks about each. */
export const mostOperationsAsked = 100;

/** Operations of which records say who called: of an open one they do not. */
export const operationsWithCaller = ({ operations }: Pick<RegistryEntry, 'operations'>): RegistryEntry['operations'] =>
  operations.filter(({ access }) => access.length > 0);

interface Known {
  readonly entry: RegistryEntry;
  readonly api: ApiCounts | undefined;
  readonly access: AccessCounts | undefined;
  readonly request: Pick<AccessRequest, 'operations'> | undefined;
  readonly production: boolean;
  readonly now: Date;
}

function unknownBecause({ entry, api, production }: Omit<Known, 'api'> & { api: ApiCounts | undefined }) {
  if (production)
    return 'Calls of single applications are not counted in production. Look in the environment before it, at the application that was tested there.';
  if (entry.anonymous) return 'The API is anonymous: its records do not say who called.';
  if (!isCounted(entry)) return 'The API keeps the records of its calls for too short a time to count them.';
  return api ? undefined : 'No hour has been counted yet. Calls are counted once an hour.';
}

/** Holds what is counted of an application's calls of an API against each rule; unknown is told as unknown. */
export function conformanceOf({ api: counted, ...known }: Known): Conformance {
  const { entry, request, now } = known;
  const api = ofPublisher(counted, entry);
  const unknown = unknownBecause({ ...known, api });
  const access = unknown === undefined ? ofPublisher(known.access, entry) : undefined;
  const weeks = access ? weeksHeld(access, now) : [];
  const closed = operationsWithCaller(entry);
  const stated = closed.filter(({ id }) => request?.operations?.includes(id));
  const calls = weeks.flatMap((week) => week.calls);
  const called = new Set(calls.map(({ operation }) => operation));
  const asked = closed.length <= mostOperationsAsked ? closed : closed.filter(({ id }) => called.has(id));
  const isStated = stated.length > 0;
  const isUntold = calls.some(({ operation }) => operation === otherOperations);
  const operations = (isStated ? stated : asked).map(({ id, method, path }): OperationCalled => {
    const statuses = byStatus(calls.filter(({ operation }) => operation === id));
    const outcome = outcomeOf(statuses, unknown !== undefined || isUntold);
    return { id, name: `${method} ${path}`, outcome, statuses };
  });
  const evidence: Evidence = {
    isKnown: unknown === undefined,
    operations,
    statuses: byStatus(calls),
    busiest: Math.max(0, ...weeks.map(({ busiest }) => busiest)),
    retries: retriesOf(weeks),
    limit: entry.rateLimits?.application,
  };
  const lines = conformanceRules.map(({ verdict, ...rule }) => ({ ...rule, ...verdict(evidence) }));
  return { unknown, through: api?.through, isStated, operations, lines };
}

function outcomeOf(statuses: OperationCalled['statuses'], isUntold: boolean): Verdict['outcome'] {
  if (statuses.some(({ status }) => status >= 200 && status < 400)) return 'met';
  return statuses.length === 0 && isUntold ? 'unknown' : 'not met';
}

function byStatus(calls: WeekOfApplication['calls']): { status: number; calls: number }[] {
  const sums = new Map<number, number>();
  for (const one of calls) sums.set(one.status, (sums.get(one.status) ?? 0) + one.calls);
  return [...sums].map(([status, sum]) => ({ status, calls: sum })).sort((one, other) => one.status - other.status);
}

function retriesOf(weeks: readonly WeekOfApplication[]): WeekOfApplication['retries'] {
  const sum = (name: keyof WeekOfApplication['retries']) => weeks.reduce((all, { retries }) => all + retries[name], 0);
  return { asked: sum('asked'), retried: sum('retried'), hurried: sum('hurried'), sooner: sum('sooner') };
}
