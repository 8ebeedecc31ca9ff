/** A tag as the sanitiser leaves it: what else begins with `<` it has escaped, in text and in attributes. */
const tag = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/g;
const withoutEnd = new Set(['br', 'hr']);

const words = (text: string): readonly string[] => text.split(' ');
const blocks = words('blockquote details dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul');
/** What an element ends where it stands directly within it, as the HTML standard lets authors leave those ends out. */
const endedBy = new Map<string, readonly string[]>([
  ['p', blocks],
  ['li', ['li']],
  ['dt', ['dt', 'dd']],
  ['dd', ['dt', 'dd']],
  ['td', ['td', 'th']],
  ['th', ['td', 'th']],
]);

/**
 * Sanitised HTML in which every element ends within it, so that an author's `<details>` or `<a>` without an end takes in
 * nothing of the page around it: an end closes what is open within its element, and one of nothing is left out.
 */
export function balancedHtml(html: string): string {
  const open: string[] = [];
  const ends = (names: readonly string[]): string => names.map((name) => `</${name}>`).join('');
  /** The ends down to the innermost element of the name, which is open. */
  const closed = (name: string): string => ends(open.splice(open.lastIndexOf(name)).reverse());
  const endedFor = (name: string): string => {
    // No link stands within another.
    if (name === 'a') return open.includes('a') ? closed('a') : '';
    const innermost = open.at(-1) ?? '';
    return endedBy.get(innermost)?.includes(name) ? closed(innermost) : '';
  };
  const balanced = html.replaceAll(tag, (found, slash: string, name: string) => {
    if (slash) return open.includes(name) ? closed(name) : '';
    const before = endedFor(name);
    if (!withoutEnd.has(name)) open.push(name);
    return before + found;
  });
  return balanced + ends(open.reverse());
}
