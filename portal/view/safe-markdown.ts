import { Marked, type Tokens } from 'marked';
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

/**
 * HTML of a third party's Markdown, safe to stand in a page. Its headings continue below the page's own heading of level
 * `below`, and none is left out between two, as WCAG asks.
 */
export function safeMarkdown(text: string, below = 2): string {
  if (text === '') return '';
  let level = below;
  const marked = new Marked({ gfm: true });
  let shallowest: number | undefined;
  marked.use({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        shallowest = Math.min(shallowest ?? depth, depth);
        level = Math.min(below + 1 + depth - shallowest, level + 1, 6);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      code({ text: code }: Tokens.Code): string {
        // Scrollable, so the keyboard must reach it.
        return `<pre tabindex="0"><code>${escapeText(code)}</code></pre>\n`;
      },
      image({ text: alternative }: Tokens.Image): string {
        return escapeText(alternative);
      },
    },
  });
  return sanitiser.process(marked.parse(text, { async: false }));
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
