import { bracketMark, type Mark, PERSONAL_KINDS, type PersonalKind } from '../redaction';
import { canonicalValue } from './canonical-value';
import { linkedMarker } from './marker';

/** These hold a value amid others, or were never read: equal ones tell nothing. */
const UNLINKED: ReadonlySet<PersonalKind> = new Set(['body', 'encoded', 'free-text', 'header', 'oversize']);
/** Below this a value names nobody, and its mark would be many times as long as it is. Characters. */
const SHORTEST = 3;
/** Marks of a class that are kept, to spare hashing: addresses and tokens repeat. */
const REMEMBERED = 2000;

/** Marks that say the class, and of equal values the same: `hash` is keyed, and nobody can compute it without the key. */
export function linkableMark(hash: (text: string) => string): Mark {
  const made = new Map(PERSONAL_KINDS.map((kind) => [kind, new Map<string, string>()]));
  return (kind, value) => {
    if (value.length < SHORTEST || UNLINKED.has(kind)) return bracketMark(kind, value);
    const alike = made.get(kind);
    const known = alike?.get(value);
    if (known !== undefined) return known;
    // A class bounds what it links: a number that is an NHS number here and a telephone number there is two values.
    const mark = linkedMarker(kind, hash(`${kind} ${canonicalValue(kind, value)}`));
    if (alike && alike.size < REMEMBERED && value.length < 200) alike.set(value, mark);
    return mark;
  };
}
