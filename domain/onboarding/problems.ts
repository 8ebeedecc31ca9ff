import { hasExpired } from './answers';
import type { Assessed } from './read-dossiers';

/** Why an answer stands in the way of an approval, in words for who gave it; by question. */
export function problemsOf(assessed: readonly Assessed[], now: Date): ReadonlyMap<string, string> {
  return new Map(
    assessed.flatMap(({ question, mark, until }): [string, string][] => {
      if (mark !== 'fail') return [];
      return until !== undefined && hasExpired(until, now)
        ? [[question.id, 'There is a problem: this answer has expired. Nothing is approved until it is answered again']]
        : [
            [
              question.id,
              'There is a problem: this answer speaks against an approval. You can submit it; the publisher decides',
            ],
          ];
    }),
  );
}
