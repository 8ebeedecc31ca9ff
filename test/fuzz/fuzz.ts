import fc from 'fast-check';

/**
 * What every fuzzer shares. The tests try so many cases of a fixed seed; `npm run fuzz -- SECONDS [EDGE]` takes a new
 * seed, prints it and goes on for so long. FUZZ_SEED repeats a run that found something.
 */
const seconds = process.env.FUZZ_SECONDS === undefined ? undefined : Number(process.env.FUZZ_SECONDS);
const seed = Number(process.env.FUZZ_SEED ?? 20_260_105);

/** Longest that one property may take, in milliseconds. */
export const patience = (seconds ?? 0) * 1000 + 120_000;

/** Holds the property for `cases` cases, or as long as is asked; a counterexample is printed with its seed and path. */
export async function fuzz<Value>(
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => unknown,
  cases = 300,
): Promise<void> {
  const property = fc.asyncProperty(values, async (value) => {
    await holds(value);
  });
  const long = seconds !== undefined && { numRuns: 1_000_000_000, interruptAfterTimeLimit: seconds * 1000 };
  await fc.assert(property, { seed, numRuns: cases, markInterruptAsFailure: false, ...long });
}

/** Names that JavaScript's objects have from their prototype. */
export const ownNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

export const oddText = fc.oneof(
  fc.constantFrom('', ' ', '\u0000', '\r\n', '%00', '%', '%zz', '../', '€', '\ud800', '\u202e', '{', '"', '<', '&'),
  fc.constantFrom(...ownNames),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .constantFrom('a', '/', '%2e', '(', '>', '\u00e9')
    .chain((unit) => fc.integer({ min: 1, max: 3_000 }).map((n) => unit.repeat(n))),
);

/** Any JSON value, small, with the names and numbers that trip code up. */
export const oddJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1e308, 1e9, 2 ** 53 + 2, 0.1),
    oddText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(fc.oneof(fc.constantFrom(...ownNames, '$ref', 'type'), fc.string({ maxLength: 8 })), tie('value')),
        { maxLength: 4 },
      )
      .map(asObject),
  ),
})).value;

/** Also of `__proto__`, which an object literal would take for its prototype. */
export function asObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** One to `most` edits of a text: pieces cut, doubled, or put in from a dictionary. */
export const mutated = (text: string, dictionary: readonly string[], most = 4): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        length: fc.nat(12),
        edit: fc.constantFrom('cut', 'double', 'insert', 'replace'),
        piece: fc.oneof(fc.constantFrom(...dictionary), oddText),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((edits) =>
      edits.reduce((current, { at, length, edit, piece }) => {
        const [before, middle, after] = [
          current.slice(0, at),
          current.slice(at, at + length),
          current.slice(at + length),
        ];
        if (edit === 'cut') return before + after;
        if (edit === 'double') return before + middle + middle + after;
        return edit === 'insert' ? before + piece + middle + after : before + piece + after;
      }, text),
    );

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly name: string | number;
}

/** One to `most` places of a JSON document replaced, removed, renamed, or put where another stands. */
export const mutatedJson = (
  document: unknown,
  values: fc.Arbitrary<unknown> = oddJson,
  most = 3,
): fc.Arbitrary<unknown> =>
  fc
    .array(
      fc.record({
        place: fc.nat(100_000),
        other: fc.nat(100_000),
        edit: fc.constantFrom('replace', 'remove', 'rename', 'move'),
        value: values,
        name: fc.oneof(fc.constantFrom(...ownNames), fc.string({ maxLength: 8 })),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((edits) => {
      const copy = { document: structuredClone(document) };
      for (const { place, other, edit, value, name } of edits) {
        const places = placesIn(copy);
        const { holder, name: at } = places[place % places.length] as Place;
        const object = holder as Record<string | number, unknown>;
        const target = places[other % places.length] as Place;
        const moved =
          edit === 'move' ? structuredClone((target.holder as Record<string | number, unknown>)[target.name]) : value;
        if (edit === 'replace' || edit === 'move' || holder === copy) object[at] = moved;
        else if (Array.isArray(holder)) holder.splice(Number(at), 1);
        else {
          const kept = object[at];
          delete object[at];
          if (edit === 'rename')
            Object.defineProperty(object, name, { value: kept, enumerable: true, configurable: true, writable: true });
        }
      }
      return copy.document;
    });

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [
    { holder, name: Array.isArray(value) ? Number(name) : name },
    ...placesIn(holder[name]),
  ]);
}
