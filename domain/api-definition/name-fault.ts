/** What keeps a text of a file from being shown as a name, if anything. */
export function nameFault(text: string, mostCharacters: number): string | undefined {
  if (text.length > mostCharacters) return `has more than ${mostCharacters} characters`;
  if (/\p{Cs}/u.test(text)) return 'holds half of a character';
  return /[\p{Cc}\p{Cf}]/u.test(text) ? 'holds a control character' : undefined;
}
