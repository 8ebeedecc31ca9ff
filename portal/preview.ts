import { Hono } from 'hono';
import type { Brand } from '../domain/brand';
import { Failure } from '../domain/failure';
import { printableLines } from '../domain/printable';
import { documentKeys } from '../domain/publishing/published-documents';
import type { RegistryEntry } from '../domain/publishing/registry-entry';
import { securityHeaders } from './http/security-headers';
import { catalogueRoutes } from './pages/catalogue/catalogue';
import { apiPath, paths } from './paths';
import type { PortalBindings } from './portal-context';
import { makePage } from './view/make-page';
import { type Assets, makeRender, type Templates } from './view/make-render';

/** An API as it would be published now. */
export interface PreviewedApi {
  readonly entry: RegistryEntry;
  /** The published OpenAPI document. */
  readonly texts: { readonly json: string; readonly yaml: string };
}

export interface PreviewNeeds {
  /** Asked at each request, so that a reload shows what changed. */
  readonly read: () => PreviewedApi;
  readonly templates: Templates;
  readonly assets: Assets;
  readonly newSecret: () => string;
  readonly settings: {
    readonly portalUrl: string;
    readonly apiUrl: string;
    readonly sandboxUrl: string;
    readonly signInUrl: string;
    readonly contact: string;
    readonly brand: Brand;
  };
}

/** The catalogue's pages of one API, with nothing of the portal behind them: its other links lead nowhere. */
export function previewApp({ read, templates, assets, newSecret, settings }: PreviewNeeds): Hono<PortalBindings> {
  const environment = { name: 'preview', production: false, outbox: '', ...settings };
  const page = makePage({ render: makeRender(templates, assets), environment });
  let shown = read();
  const app = new Hono<PortalBindings>();
  app.use(securityHeaders({ newSecret, environment }));
  app.use(async (_, next) => {
    shown = read();
    await next();
  });
  const textOf = (key: string) => {
    const { json, yaml } = documentKeys(shown.entry.api);
    return new Map([
      [json, shown.texts.json],
      [yaml, shown.texts.yaml],
    ]).get(key);
  };
  app.get(paths.home, (context) => context.redirect(apiPath(shown.entry.api)));
  app.route(
    '/',
    catalogueRoutes({
      page,
      environment,
      registry: {
        find: async (api) => (api === shown.entry.api ? shown.entry : undefined),
        list: async () => [shown.entry],
      },
      documents: { read: async (key) => textOf(key) },
      announcements: { find: async () => undefined },
      clock: { now: () => new Date() },
    }),
  );
  app.notFound((context) => page(context, 'errors/not-found', { title: 'Page not found' }, 404));
  app.onError((error, context) => {
    if (error instanceof Failure) return context.text(printableLines(error.message), 422);
    throw error;
  });
  return app;
}
