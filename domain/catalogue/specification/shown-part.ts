import type { Specification } from './specification';

/** What one page shows at most; the largest real specification has a third of it. */
const mostItems = 40_000;
const mostCharacters = 2_000_000;
/** Of one text. */
const longest = 50_000;
/** Of one list of plain texts, such as an enumeration. */
const mostTexts = 500;

/** The specification as far as a page can show it, whatever its size; `isCut` says whether something is left out. */
export function shownPart(specification: Specification): Specification {
  let items = mostItems;
  let characters = mostCharacters;
  let isCut = false;

  const shownText = (text: string): string => {
    const most = Math.min(longest, Math.max(characters, 100));
    characters -= Math.min(text.length, most);
    if (text.length <= most) return text;
    isCut = true;
    return `${text.slice(0, most)}…`;
  };

  const shown = (value: unknown): unknown => {
    if (typeof value === 'string') return shownText(value);
    if (Array.isArray(value)) {
      const most = value.every((item) => typeof item === 'string') ? Math.min(items, mostTexts) : Math.max(items, 0);
      items -= Math.min(value.length, most);
      isCut ||= value.length > most;
      return value.slice(0, most).map(shown);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shown(field)]));
  };

  const part = shown(specification) as Specification;
  return { ...part, isCut: isCut || specification.isCut };
}
