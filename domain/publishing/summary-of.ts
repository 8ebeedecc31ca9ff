const longest = 240;
/** Of a description, that the summary is looked for in: what follows may be without end. */
const read = 5000;

/** The first words of a Markdown description as plain text, at most 240 characters, cut at a word. */
export function summaryOf(description: string): string {
  const paragraphs = description
    .slice(0, read)
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>|<[^>]*>|&nbsp;/gi, ' ')
    .replaceAll(/^#.*$|^.+\n[=-]{3,}$/gm, '')
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/^(!|\||```|-{3})/.test(text));
  const [first = '', second = ''] = paragraphs;
  const plain = plainText(/:$/.test(first) ? `${first}\n${second}` : first);
  return shortened(plain);
}

/** At most 240 characters of plain text, cut at a word where there is one. */
export function shortened(plain: string): string {
  if (plain.length <= longest) return plain;
  const blank = plain.lastIndexOf(' ', longest - 1);
  return `${plain.slice(0, blank > 0 ? blank : longest - 1).replace(/[,;:]$/, '')}…`;
}

/** A list that a sentence announces reads on as that sentence. */
const plainText = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/:\s*\n\s*[*+-] +/g, ' ')
    .replaceAll(/\n\s*[*+-] +/g, ', ')
    .replaceAll(/[*_`>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
