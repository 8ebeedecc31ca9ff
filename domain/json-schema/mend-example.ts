import type { ErrorObject } from 'ajv';
import { inDefinition, type Mend, withoutFault } from './mend-fault';
import { isObject, type JsonSchema, settled } from './schema';
import type { SchemaChecks } from './schema-check';

export interface Mending {
  readonly schema: JsonSchema;
  /** Of the definition. */
  readonly schemas: readonly JsonSchema[];
  readonly checks: SchemaChecks;
  /** A first attempt at a value of a schema. */
  readonly sampled: (schema: JsonSchema) => unknown;
}

/** Attempts at one example, each of which costs a check. */
const most = 80;

/**
 * A value as near to its schema as asking the check what is wrong and mending that brings it, one fault at a time; the
 * caller checks what comes out.
 */
export function mended(value: unknown, mending: Mending): unknown {
  const { schema, checks, sampled } = mending;
  const faultsOf = checks.faults(schema);
  /** How often an alternative was taken at a place, so that each is tried once. */
  const tried = new Map<string, number>();
  let best: { readonly value: unknown; readonly faults: number } | undefined;
  let current = structuredClone(value);
  for (let attempt = 0; attempt < most; attempt += 1) {
    const faults = faultsOf(current);
    if (faults.length === 0) return current;
    if (best === undefined || faults.length < best.faults)
      best = { value: structuredClone(current), faults: faults.length };
    const next = firstMend(faults, (fault) =>
      isChoice(fault) ? withAlternative(fault, tried, mending) : withoutFault(fault, sampled),
    );
    if (next === undefined) break;
    current = replaced(current, next.fault.instancePath, next.mend.value);
  }
  return best?.value;
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'oneOf' || keyword === 'anyOf';

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

/** The value with what the next alternative asks for in it. */
function withAlternative(fault: ErrorObject, tried: Map<string, number>, mending: Mending): Mend {
  const alternatives = Array.isArray(fault.schema) ? (fault.schema as JsonSchema[]) : [];
  const key = `${fault.instancePath} ${fault.schemaPath}`;
  const next = tried.get(key) ?? 0;
  tried.set(key, next + 1);
  const passing: unknown = fault.params.passingSchemas;
  if (next === 2 * alternatives.length && Array.isArray(passing)) return againstOthers(fault, passing, mending);
  // Once as what is there with the alternative in it, and once as the alternative alone.
  const alternative = alternatives[next % Math.max(alternatives.length, 1)];
  if (alternative === undefined || next >= 2 * alternatives.length) return undefined;
  const made = mending.sampled(inDefinition(alternative)) ?? null;
  const joined =
    next < alternatives.length && isObject(made) && isObject(fault.data) ? { ...fault.data, ...made } : made;
  return { value: joined };
}

/**
 * Where alternatives ask for nothing, every object is each of them. A member of the one that has what the other would not
 * take there tells them apart.
 */
function againstOthers(fault: ErrorObject, passing: readonly unknown[], { schemas }: Mending): Mend {
  const alternatives = Array.isArray(fault.schema) ? (fault.schema as JsonSchema[]) : [];
  const [meant, ...others] = passing.map((index) => settled(inDefinition(alternatives[Number(index)] ?? {}), schemas));
  if (meant === undefined || !isObject(fault.data)) return undefined;
  const own = isObject(meant.properties) ? meant.properties : {};
  const against = others.flatMap((other): [string, unknown][] => {
    const members = isObject(other.properties) ? Object.entries(other.properties) : [];
    const [name, schema] = members.find(([each, of]) => !Object.hasOwn(own, each) && isObject(of) && of.type) ?? [];
    return name === undefined || !isObject(schema) ? [] : [[name, schema.type === 'object' ? 'string' : {}]];
  });
  return against.length === 0 ? undefined : { value: { ...fault.data, ...Object.fromEntries(against) } };
}

/** The whole with another value at a JSON pointer (RFC 6901); without it where there is none. */
function replaced(whole: unknown, pointer: string, value: unknown): unknown {
  if (pointer === '') return value;
  const path = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.pop() ?? '';
  let holder = whole;
  for (const part of path) holder = Object.hasOwn(Object(holder), part) ? Reflect.get(Object(holder), part) : undefined;
  if (Array.isArray(holder)) holder[Number(last)] = value ?? null;
  else if (isObject(holder) && value === undefined) Reflect.deleteProperty(holder, last);
  else if (isObject(holder))
    Object.defineProperty(holder, last, { value, enumerable: true, writable: true, configurable: true });
  return whole;
}
