/**
 * Whether a text matches an IAM pattern: `*` for any run of characters, `/` and `:` included, and `?` for exactly one.
 * Not by a regular expression: a pattern of many stars would take exponential time.
 */
export function matchesIamPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let inPattern = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resume = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
