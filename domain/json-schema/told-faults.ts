import type { ErrorObject } from 'ajv';
import { writeJson } from '../exact-json';
import { chosenByKeyword } from './to-2020-12';

const mostProblems = 10;

/** What a schema check found, one line each, as far as it helps who sent the value. */
export const toldFaults = (faults: readonly ErrorObject[]): string[] =>
  withoutUnchosen(faults).slice(0, mostProblems).map(problem);

/**
 * Where a discriminator names no alternative, that says more than why the value is none of them; and that an alternative
 * which it names does not hold says less than why.
 */
function withoutUnchosen(faults: readonly ErrorObject[]): readonly ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const fault of faults.filter(({ keyword }) => keyword !== 'if')) {
    const member = fault.keyword === 'anyOf' ? fault.parentSchema?.[chosenByKeyword] : undefined;
    const isUnnamed = ({ schemaPath, instancePath }: ErrorObject) =>
      schemaPath.startsWith(`${fault.schemaPath}/0/`) &&
      [fault.instancePath, `${fault.instancePath}/${inPointer(String(member))}`].includes(instancePath);
    const unnamed = member === undefined ? -1 : kept.findLastIndex(isUnnamed);
    if (unnamed < 0) kept.push(fault);
    else kept.length = unnamed + 1;
  }
  return kept;
}

/** RFC 6901 §3. */
const inPointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const longestProblem = 300;

function problem({ instancePath, keyword, message, params }: ErrorObject): string {
  const allowed: unknown = keyword === 'const' ? [params.allowedValue] : params.allowedValues;
  const detail = Array.isArray(allowed) ? `: ${allowed.slice(0, 20).map(written).join(', ')}` : '';
  return `${instancePath} ${message ?? 'is not allowed'}${detail}`.trim().slice(0, longestProblem);
}

const written = (value: unknown): string => (typeof value === 'object' ? writeJson(value) : String(value));
