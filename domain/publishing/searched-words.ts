import type { ApiDefinition } from '../api-definition/api-definition';
import { wordsOf } from './words-of';

/** Characters that one entry of the registry keeps of it. */
const most = 6_000;

/** What an API's author says of it and of its operations, each word once, for the search. */
export function searchedWords({ description, operations }: ApiDefinition): string {
  const told = [...operations.map(({ summary = '' }) => summary), description];
  const words = new Set(told.flatMap((text) => wordsOf(text.slice(0, 20_000))));
  let kept = '';
  for (const word of words) {
    if (kept.length + word.length + 1 > most) break;
    kept += kept === '' ? word : ` ${word}`;
  }
  return kept;
}
