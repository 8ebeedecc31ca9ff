/** A word of a shell's command, whatever is in it. */
export const quoted = (word: string): string =>
  /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
