import { own } from '../../../domain/own';

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 1440 * minute };

/**
 * Whether a schedule fires after `from` and until `to`: `rate(…)`, `cron(…)` in UTC, or `at(…)`. A rate counts from
 * the epoch, so that it does not depend on when the host started.
 */
export function isDue(expression: string, from: Date, to: Date): boolean {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rateIsDue(inner, from, to);
  if (kind === 'cron') return cronIsDue(inner, from, to);
  if (kind === 'at') {
    const time = Date.parse(`${inner}Z`);
    return time > from.getTime() && time <= to.getTime();
  }
  throw new Error(`not a schedule expression: ${expression}`);
}

function rateIsDue(rate: string, from: Date, to: Date): boolean {
  const [, count, unit = ''] = /^(\d+)\s+(minute|hour|day)s?$/.exec(rate) ?? [];
  const period = Number(count) * (own(units, unit) ?? Number.NaN);
  if (Number.isNaN(period)) throw new Error(`not a rate: ${rate}`);
  return Math.floor(to.getTime() / period) > Math.floor(from.getTime() / period);
}

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
const fields = [
  { first: 0, names: [], of: (time: Date) => time.getUTCMinutes() },
  { first: 0, names: [], of: (time: Date) => time.getUTCHours() },
  { first: 1, names: [], of: (time: Date) => time.getUTCDate() },
  {
    first: 1,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    of: (time: Date) => time.getUTCMonth() + 1,
  },
  { first: 1, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'], of: (time: Date) => time.getUTCDay() + 1 },
  { first: 1970, names: [], of: (time: Date) => time.getUTCFullYear() },
];

function cronIsDue(cron: string, from: Date, to: Date): boolean {
  const matchers = cron.split(/\s+/).map((text, index) => fieldMatcher(text, fields[index] ?? fields[0]));
  if (matchers.length !== fields.length) throw new Error(`a cron expression has six fields: ${cron}`);
  const start = Math.floor(from.getTime() / minute) + 1;
  const end = Math.floor(to.getTime() / minute);
  for (let count = start; count <= end; count += 1) {
    const time = new Date(count * minute);
    if (matchers.every((matches) => matches(time))) return true;
  }
  return false;
}

type Field = { first: number; names: readonly string[]; of: (time: Date) => number };

function fieldMatcher(text: string, field: Field | undefined): (time: Date) => boolean {
  if (!field || /[LW#]/.test(text.replaceAll(/JUL|WED/g, ''))) throw new Error(`cron field ${text} is not run here`);
  const number = (name: string) => {
    const index = field.names.indexOf(name.toUpperCase());
    return index < 0 ? Number(name) : index + field.first;
  };
  const ranges = text.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    if (range === '*' || range === '?') return { from: field.first, to: Infinity, step: Number(step ?? 1) };
    const [from = '', to] = range.split('-');
    return { from: number(from), to: to ? number(to) : step ? Infinity : number(from), step: Number(step ?? 1) };
  });
  return (time) => {
    const value = field.of(time);
    return ranges.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0);
  };
}
