import { satisfies } from '../credentials/access-mode';
import type { Operation } from './api-definition';
import { lenientReading, mayBe, mayVanish } from './lenient-segment';
import { rankOf, segmentsOf } from './path-template';

type Routed = Pick<Operation, 'method' | 'path' | 'access' | 'exactPath'>;

/**
 * The operations that do not admit everyone who may call this one, and that a target may run for a request that is this
 * one to the platform: `GET /records/admin` beside an open `GET /records/{id}`, where the request is for `ADMIN`.
 */
export function strongerSiblings<O extends Routed>(operation: O, operations: readonly O[]): O[] {
  if (operation.exactPath) return [];
  const verb = verbOf(operation);
  const length = segmentsOf(operation.path).length;
  return operations.filter(
    (other) => verbOf(other) === verb && isStronger(other, operation) && namedSegments(other.path).length <= length,
  );
}

/** Whether the other operation's path has a name where the caller chooses, and the rest agrees. */
export function isNamedBeside(other: Pick<Routed, 'path'>, operation: Pick<Routed, 'path'>): boolean {
  const template = segmentsOf(operation.path).map((segment) => ({
    reading: isFree(segment) ? undefined : lenientReading(segment),
    isFree: isFree(segment),
    mayVanish: false,
  }));
  return isReadAs(namedSegments(other.path), template);
}

/**
 * Whether a lenient target may take a path for that of another operation, or of what lies below it. `path` is one that
 * matches `operation`, percent-encoded as received.
 */
export function mayBeReadAs(other: Pick<Routed, 'path'>, operation: Pick<Routed, 'path'>, path: string): boolean {
  const template = segmentsOf(operation.path);
  const read = segmentsOf(path).map((segment, index) => {
    const reading = lenientReading(segment);
    const chosen = isFree(template[index]);
    return { reading, isFree: chosen, mayVanish: template[index] === '' || (chosen && mayVanish(reading)) };
  });
  return isReadAs(namedSegments(other.path), read);
}

interface Read {
  readonly reading: string | undefined;
  /** Whether the caller chose it. */
  readonly isFree: boolean;
  /** Whether some target goes on as if it were not there; another may still read it. */
  readonly mayVanish: boolean;
}

/**
 * Whether the segments begin with those wanted, with or without each that may vanish. The caller must have chosen
 * that: named one where it was free to, or made one vanish; otherwise it is what the file itself declares.
 */
function isReadAs(wanted: readonly string[], read: readonly Read[]): boolean {
  /** By how many of those wanted were met: whether by the caller's choice, at best. */
  let states = new Map([[0, false]]);
  for (const [index, { reading, isFree, mayVanish }] of read.entries()) {
    const next = new Map<number, boolean>();
    const reach = (met: number, isChosen: boolean) => next.set(met, isChosen || next.get(met) === true);
    for (const [met, isChosen] of states) {
      const segment = wanted[met];
      if (mayVanish && segment !== undefined) reach(met, isChosen || isFree);
      if (segment === undefined || !mayBe(segment, reading)) continue;
      const isNamed = isChosen || (rankOf(segment) < 2 && isFree);
      if (met + 1 < wanted.length) reach(met + 1, isNamed);
      else if (isNamed || isGone(read.slice(index + 1))) return true;
    }
    states = next;
  }
  return false;
}

/** Whether the caller made all that is left vanish. */
const isGone = (rest: readonly Read[]): boolean =>
  rest.some(({ isFree }) => isFree) && rest.every(({ mayVanish }) => mayVanish);

const isFree = (segment: string | undefined): boolean => segment !== undefined && rankOf(segment) > 0;
const namedSegments = (path: string): string[] => segmentsOf(path).filter((segment) => segment !== '');

/** A target answers HEAD as it answers GET. */
const verbOf = ({ method }: Pick<Routed, 'method'>): string => (method === 'HEAD' ? 'GET' : method);

/** Whether somebody may call the one and not the other. */
const isStronger = ({ access }: Pick<Routed, 'access'>, than: Pick<Routed, 'access'>): boolean =>
  access.length > 0 &&
  (than.access.length === 0 || than.access.some((mode) => !access.some((asked) => satisfies(mode, asked))));
