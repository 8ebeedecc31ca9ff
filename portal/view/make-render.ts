import { Environment, PrecompiledLoader, runtime, type TemplateCode } from 'nunjucks/browser/nunjucks-slim';
import { AuthorTexts } from './safe-markdown';

/** The precompiled templates by name, as the build writes them. */
export type Templates = Readonly<Record<string, TemplateCode>>;

/** Logical names of static files and the addresses they are served at, which change with their content. */
export type Assets = Readonly<Record<string, string>>;

export type Render = (template: string, data: PageWords) => string;

export interface PageWords {
  /** Hosts of which an author's text on the page speaks as another platform's. @default none */
  readonly elsewhere?: readonly string[];
  readonly [name: string]: unknown;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
});

/** The design system's header always draws the NHS logo, which only the NHS may show. */
const withoutLogo = (header: string): string => header.replace(/<svg class="nhsuk-header__logo"[\s\S]*?<\/svg>/, '');

/** Everything that a template prints is escaped but for what the macros of the design system and `markdown` make. */
export function makeRender(templates: Templates, assets: Assets): Render {
  const environment = new Environment(new PrecompiledLoader(templates), { autoescape: true });
  environment.addGlobal('assets', assets);
  // A page is rendered at one go, so that its texts are those of one page.
  let texts = new AuthorTexts();
  environment.addFilter('markdown', (text: string, below: number) => runtime.markSafe(texts.html(text, below)));
  environment.addFilter('day', (date: string | Date) => dateFormat.format(new Date(date)));
  environment.addFilter('withoutLogo', (header: unknown) => runtime.markSafe(withoutLogo(String(header))));
  return (template, data) => {
    texts = new AuthorTexts(new Set(data.elsewhere));
    return texts.settled(environment.render(`${template}.njk`, data));
  };
}
