import type { ErrorObject } from 'ajv';
import { isRecord } from '../record';
import { isChoice, type Mending, type Tried, withChoice } from './mend-choice';
import { type Mend, withoutFault } from './mend-fault';

type Faults = (value: unknown) => readonly ErrorObject[];

/** Attempts at one example, each of which costs a check. */
const most = 80;

/**
 * A value as near to its schema as asking the check what is wrong and mending that brings it, one fault at a time; the
 * caller checks what comes out.
 */
export function mended(value: unknown, mending: Mending): unknown {
  const { schema, checks, sampled } = mending;
  const faultsOf = checks.faults(schema);
  const tried: Tried = new Map();
  let best: { readonly value: unknown; readonly faults: number } | undefined;
  let current = structuredClone(value);
  for (let attempt = 0; attempt < most; attempt += 1) {
    const faults = faultsOf(current);
    if (faults.length === 0) return current;
    if (best === undefined || faults.length < best.faults)
      best = { value: structuredClone(current), faults: faults.length };
    const next = firstMend(faults, (fault) =>
      isChoice(fault) ? withChoice(fault, tried, mending) : withoutFault(fault, sampled),
    );
    if (next === undefined) break;
    current = replaced(current, next.fault.instancePath, next.mend.value);
  }
  return withoutOptional(best?.value, faultsOf);
}

/** The first fault that something can be done about: the outermost choices come first, as what is in them is their fault. */
function firstMend(faults: readonly ErrorObject[], mend: (fault: ErrorObject) => Mend) {
  const choices = faults.filter(isChoice).reverse();
  const outermost = choices.sort((a, b) => a.instancePath.length - b.instancePath.length);
  for (const fault of [...outermost, ...faults.filter((each) => !isChoice(each))]) {
    const found = mend(fault);
    if (found !== undefined) return { fault, mend: found };
  }
  return undefined;
}

/**
 * The value without what is wrong in it and need not be there: a member that is not required, or an item more than
 * there must be. From the inside out, and only where fewer faults are left.
 */
function withoutOptional(value: unknown, faultsOf: Faults): unknown {
  let current = value;
  let faults = faultsOf(current);
  for (let attempt = 0; attempt < most && faults.length > 0; attempt += 1) {
    const better = faults
      .flatMap(({ instancePath }) => pointersAbove(instancePath))
      .map((pointer) => without(current, pointer))
      .map((each) => ({ value: each, faults: faultsOf(each) }))
      .find((each) => each.faults.length < faults.length);
    if (better === undefined) return current;
    current = better.value;
    ({ faults } = better);
  }
  return current;
}

/** `/a/b` → `/a/b`, `/a` */
function pointersAbove(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`);
}

const partsOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A copy of the whole without the member or the item at a JSON pointer. */
function without(whole: unknown, pointer: string): unknown {
  const copy = structuredClone(whole);
  const path = partsOf(pointer);
  const last = path.pop() ?? '';
  const holder = holderAt(copy, path);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (isRecord(holder)) Reflect.deleteProperty(holder, last);
  return copy;
}

function holderAt(whole: unknown, path: readonly string[]): unknown {
  let holder = whole;
  for (const part of path) holder = Object.hasOwn(Object(holder), part) ? Reflect.get(Object(holder), part) : undefined;
  return holder;
}

/** The whole with another value at a JSON pointer (RFC 6901); without it where there is none. */
function replaced(whole: unknown, pointer: string, value: unknown): unknown {
  if (pointer === '') return value;
  const path = partsOf(pointer);
  const last = path.pop() ?? '';
  const holder = holderAt(whole, path);
  if (Array.isArray(holder)) holder[Number(last)] = value ?? null;
  else if (isRecord(holder) && value === undefined) Reflect.deleteProperty(holder, last);
  else if (isRecord(holder))
    Object.defineProperty(holder, last, { value, enumerable: true, writable: true, configurable: true });
  return whole;
}
