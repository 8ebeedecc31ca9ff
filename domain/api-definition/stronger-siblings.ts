import { satisfies } from '../access/access-mode';
import type { Operation } from './api-definition';
import { lenientReading, mayBe, mayVanish } from './lenient-segment';
import { rankOf, segmentsOf } from './path-template';

type Routed = Pick<Operation, 'method' | 'path' | 'access' | 'exactPath'>;

/**
 * The operations that do not admit everyone who may call this one, and that a target may run for a request that is this
 * one to the platform: `GET /records/admin` beside an open `GET /records/{id}`, where the request is for `ADMIN`.
 */
export const strongerSiblings = <O extends Routed>(operation: O, operations: readonly O[]): O[] =>
  operation.exactPath
    ? []
    : operations.filter(
        (other) =>
          verbOf(other) === verbOf(operation) &&
          isStronger(other, operation) &&
          namedSegments(other.path).length <= segmentsOf(operation.path).length,
      );

/** Whether the other operation's path has a name where the caller chooses, and the rest agrees. */
export function isNamedBeside(other: Pick<Routed, 'path'>, operation: Pick<Routed, 'path'>): boolean {
  const template = segmentsOf(operation.path).map((segment) => ({
    reading: isFree(segment) ? undefined : lenientReading(segment),
    isFree: isFree(segment),
  }));
  return isReadAs(namedSegments(other.path), template, false);
}

/**
 * Whether a lenient target may take a path for that of another operation, or of what lies below it. `path` is one that
 * matches `operation`, percent-encoded as received.
 */
export function mayBeReadAs(other: Pick<Routed, 'path'>, operation: Pick<Routed, 'path'>, path: string): boolean {
  const template = segmentsOf(operation.path);
  const readings = segmentsOf(path).map((segment, index) => ({
    reading: lenientReading(segment),
    isFree: isFree(template[index]),
  }));
  const wanted = namedSegments(other.path);
  const kept = readings.filter(({ reading, isFree }) => !(isFree && mayVanish(reading)));
  const vanished = kept.length < readings.length && kept.length === wanted.length;
  return isReadAs(wanted, readings, false) || isReadAs(wanted, kept, vanished);
}

interface Read {
  readonly reading: string | undefined;
  /** Whether the caller chose it. */
  readonly isFree: boolean;
}

/** A name of the other's must stand where the caller chose, or it is what the file itself declares. */
function isReadAs(wanted: readonly string[], read: readonly Read[], isMet: boolean): boolean {
  if (wanted.length > read.length) return false;
  const isNamed = wanted.some((segment, index) => rankOf(segment) < 2 && read[index]?.isFree);
  return (isMet || isNamed) && wanted.every((segment, index) => mayBe(segment, read[index]?.reading));
}

const isFree = (segment: string | undefined): boolean => segment !== undefined && rankOf(segment) > 0;
const namedSegments = (path: string): string[] => segmentsOf(path).filter((segment) => segment !== '');

/** A target answers HEAD as it answers GET. */
const verbOf = ({ method }: Pick<Routed, 'method'>): string => (method === 'HEAD' ? 'GET' : method);

/** Whether somebody may call the one and not the other. */
const isStronger = ({ access }: Pick<Routed, 'access'>, than: Pick<Routed, 'access'>): boolean =>
  access.length > 0 &&
  (than.access.length === 0 || than.access.some((mode) => !access.some((asked) => satisfies(mode, asked))));
