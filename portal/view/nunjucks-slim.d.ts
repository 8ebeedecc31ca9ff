/** The part of Nunjucks that runs precompiled templates: neither the compiler nor the file system is in it. */
declare module 'nunjucks/browser/nunjucks-slim' {
  interface TemplateCode {
    readonly root: unknown;
  }
  class PrecompiledLoader {
    constructor(templates: Readonly<Record<string, TemplateCode>>);
  }
  class Environment {
    constructor(loader: PrecompiledLoader, options: { readonly autoescape: boolean });
    addFilter(name: string, filter: (...values: never[]) => unknown): void;
    addGlobal(name: string, value: unknown): void;
    render(template: string, data: object): string;
  }
  const runtime: { markSafe(html: string): unknown };
}
