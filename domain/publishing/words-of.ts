/** Words that every text has. */
const stopWords: ReadonlySet<string> = new Set(
  'a an and any are as at be by can do for from get has have how if in into is it its me my no not of on or our that the their there this to us use used using was we what when where which who will with you your'.split(
    ' ',
  ),
);

/** `MedicationRequests` as it is and by its parts; nothing of what says nothing. */
export const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => [word, ...(/[a-z0-9][A-Z]/.test(word) ? word.split(/(?<=[a-z0-9])(?=[A-Z])/) : [])])
    .map((word) => singular(word.toLowerCase()))
    .filter((word) => word !== '' && !stopWords.has(word));

/** The same word for one and for many, roughly: what is asked and what is found go through it alike. */
const singular = (word: string): string =>
  word.length > 4 && /[^siu]s$/.test(word) ? word.replace(/ies$/, 'y').replace(/s$/, '') : word;
