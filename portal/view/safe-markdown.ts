import MarkdownIt, { type Token } from 'markdown-it';
import { escapeAttrValue, FilterXSS, type IWhiteList } from 'xss';
import { markElsewhere } from './author-marks';
import { balancedHtml } from './balanced-html';

/** What producers may say with: no element that loads, runs or takes anything, and no style. */
const allowed: IWhiteList = {
  ...Object.fromEntries(
    'b blockquote br code dd del details dl dt em hr i li p s strong sub summary sup table tbody thead tr u ul'
      .split(' ')
      .map((element) => [element, []]),
  ),
  a: ['href', 'id'],
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((heading) => [heading, ['id']])),
  ol: ['start'],
  pre: ['tabindex'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
};

const isLink = (href: string): boolean => /^(https?:\/\/|mailto:|#)/i.test(href);
const isOwnPlace = (attribute: string, value: string): boolean => attribute === 'href' && value.startsWith('#');

/** Characters of one text that are made into HTML; the downloads of the document have the rest. */
const longest = 50_000;
const cutOff = '\n\n…\n';

// Of the kept parsers, the one whose nesting has a bound: elsewhere a run of `>` ends with the stack.
const markdown = new MarkdownIt('default', { html: true, linkify: true });

markdown.renderer.rules.image = (tokens, index) => markdown.utils.escapeHtml(tokens[index]?.content ?? '');
// Scrollable, so the keyboard must reach it.
const code = (text: string) =>
  `<pre tabindex="0"><code>${markdown.utils.escapeHtml(text.replace(/\n$/, ''))}</code></pre>\n`;
markdown.renderer.rules.fence = (tokens, index) => code(tokens[index]?.content ?? '');
markdown.renderer.rules.code_block = (tokens, index) => code(tokens[index]?.content ?? '');

/** What a heading is called in the links of its author, as GitHub calls it. */
const slugOf = (text: string): string =>
  decoded(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]+/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-')
    .slice(0, 100);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The ids of one page begin so where they are an author's: none can be one of the page's own. */
const prefix = 'text-';

/** The texts of authors that one page shows: their headings have ids that are each other's nowhere else on it. */
export class AuthorTexts {
  /** Each id, and the number that the next of its name is tried with. */
  readonly #taken = new Map<string, number>();
  readonly #sanitiser: FilterXSS;
  readonly #elsewhere: ReadonlySet<string>;
  #here = new Map<string, string>();

  /** @param elsewhere hosts of which a text speaks as those of another platform */
  constructor(elsewhere: ReadonlySet<string> = new Set()) {
    this.#elsewhere = elsewhere;
    this.#sanitiser = new FilterXSS({
      whiteList: allowed,
      stripIgnoreTag: true,
      stripIgnoreTagBody: ['script', 'style', 'iframe', 'svg', 'math'],
      // Anything but an absolute address would lead into the portal itself; an empty one does too.
      onTagAttr: (_tag, name, value) => (name === 'href' && !isLink(value) ? '' : undefined),
      safeAttrValue: (_tag, name, value) => {
        if (name === 'id') return this.#idFor(slugOf(value));
        return isOwnPlace(name, value) ? `#${prefix}${slugOf(value.slice(1))}` : escapeAttrValue(value);
      },
    });
  }

  /**
   * HTML of a third party's Markdown, safe to stand in a page. Its headings continue below the page's own heading of
   * level `below`, and none is left out between two, as WCAG asks.
   */
  html(text: string, below: number): string {
    if (text === '') return '';
    this.#here = new Map();
    const safe = balancedHtml(this.#sanitiser.process(rendered(text, below)));
    const linked = safe.replaceAll(/ href="#(text-[^"]*)"/g, (_, id: string) => ` href="#${this.#here.get(id) ?? id}"`);
    return markElsewhere(linked, this.#elsewhere);
  }

  /** The page with no link that leads to a heading which is not there. */
  settled(page: string): string {
    return page.replaceAll(/<a href="#(text-[^"]*)">((?:(?!<a )[\s\S])*?)<\/a>/g, (link, id: string, text: string) =>
      this.#taken.has(id) ? link : text,
    );
  }

  /** Nothing where the author calls a thing by no word. */
  #idFor(slug: string): string {
    const asked = `${prefix}${slug || 'section'}`;
    let [id, count] = [asked, this.#taken.get(asked) ?? 2];
    while (this.#taken.has(id)) id = `${asked}-${count++}`;
    this.#taken.set(asked, count);
    if (id !== asked) this.#taken.set(id, 2);
    if (!this.#here.has(asked)) this.#here.set(asked, id);
    return id;
  }
}

function rendered(text: string, below: number): string {
  const tokens = markdown.parse(text.length > longest ? `${text.slice(0, longest)}${cutOff}` : text, {});
  let level = below;
  let shallowest: number | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const depth = Number(token.tag.slice(1));
      shallowest = Math.min(shallowest ?? depth, depth);
      level = Math.min(below + 1 + depth - shallowest, level + 1, 6);
      token.attrSet('id', headingText(tokens[index + 1]));
    }
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${level}`;
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

const headingText = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
