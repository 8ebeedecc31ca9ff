import MarkdownIt from 'markdown-it';
import { escapeAttrValue, FilterXSS, type IWhiteList } from 'xss';

/** What producers may say with: no element that loads, runs or takes anything, and no style. */
const allowed: IWhiteList = {
  ...Object.fromEntries(
    'b blockquote br code dd del details dl dt em h1 h2 h3 h4 h5 h6 hr i li p s strong sub summary sup table tbody thead tr u ul'
      .split(' ')
      .map((element) => [element, []]),
  ),
  a: ['href'],
  ol: ['start'],
  pre: ['tabindex'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
};

const safeHref = /^(https?:\/\/|mailto:|#)/i;

const sanitiser = new FilterXSS({
  whiteList: allowed,
  stripIgnoreTag: true,
  stripIgnoreTagBody: ['script', 'style', 'iframe', 'svg', 'math'],
  // Anything but an absolute address would lead into the portal itself.
  safeAttrValue: (_tag, name, value) => (name === 'href' && !safeHref.test(value) ? '' : escapeAttrValue(value)),
});

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

/**
 * HTML of a third party's Markdown, safe to stand in a page. Its headings continue below the page's own heading of level
 * `below`, and none is left out between two, as WCAG asks.
 */
export function safeMarkdown(text: string, below = 2): string {
  if (text === '') return '';
  const tokens = markdown.parse(text.length > longest ? `${text.slice(0, longest)}${cutOff}` : text, {});
  let level = below;
  let shallowest: number | undefined;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      const depth = Number(token.tag.slice(1));
      shallowest = Math.min(shallowest ?? depth, depth);
      level = Math.min(below + 1 + depth - shallowest, level + 1, 6);
    }
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${level}`;
  }
  return sanitiser.process(markdown.renderer.render(tokens, markdown.options, {}));
}
