import { Hono } from 'hono';
import * as z from 'zod';
import { currentAnnouncements } from '../../../domain/announcements/announcement';
import { accessGroups, apiSummary, isSubscribable } from '../../../domain/catalogue/api-summary';
import { govUkFeed, govUkFeedType } from '../../../domain/catalogue/gov-uk-feed';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import { searchApis } from '../../../domain/catalogue/search-apis';
import { evidenceFor } from '../../../domain/onboarding/evidence-for';
import { apiStatuses } from '../../../domain/publishing/api-status';
import { documentKeys } from '../../../domain/publishing/published-documents';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import { modeIn } from '../../../domain/publishing/subscription-mode';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { announcementWords } from '../../view/announcement-words';
import { readPublished } from './read-published';

/** What cannot be read of a query asks for nothing: a link that someone cut off still leads to the catalogue. */
const query = z.object({
  words: z.string().transform((words) => words.slice(0, 200)),
  access: z
    .array(z.enum(accessGroups).nullable().catch(null))
    .transform((values) => values.filter((value) => value !== null)),
  status: z
    .array(z.enum(apiStatuses).nullable().catch(null))
    .transform((values) => values.filter((value) => value !== null)),
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

type Needs = Pick<Tools, 'page' | 'registry' | 'documents' | 'clock'> & {
  readonly announcements: Pick<Tools['announcements'], 'find'>;
  readonly environment: Pick<
    Tools['environment'],
    'apiUrl' | 'sandboxUrl' | 'signInUrl' | 'portalUrl' | 'contact' | 'brand' | 'production'
  >;
};

export function catalogueRoutes({ page, registry, documents, announcements, clock, environment }: Needs) {
  const listApis = makeListApis({ registry, clock });
  const own = new Set([environment.apiUrl, environment.sandboxUrl, environment.signInUrl].map(hostOf));
  const elsewhere = ({ statedHosts = [] }: RegistryEntry) => statedHosts.filter((host) => !own.has(host));
  const app = new Hono<PortalBindings>();

  app.get(paths.catalogue, async (context) => {
    const asked = query.parse({
      words: context.req.query('q') ?? '',
      access: context.req.queries('access') ?? [],
      status: context.req.queries('status') ?? [],
    });
    const all = await listApis();
    const found = searchApis(all, asked);
    const stated = new Set([...asked.status, ...all.map(({ status }) => status)]);
    const statuses = apiStatuses.filter((status) => stated.has(status));
    const title = asked.words.trim() === '' ? 'API catalogue' : `Search results for ${asked.words} – API catalogue`;
    return page(context, 'catalogue/catalogue', { title, asked, found, total: all.length, accessGroups, statuses });
  });

  app.get(`${paths.catalogue}/:api`, async (context) => {
    const entry = await registry.find(context.req.param('api'));
    if (!entry) return context.notFound();
    const specification = await readPublished(documents, entry);
    return page(context, 'catalogue/api', {
      title: entry.title,
      api: apiSummary(entry),
      entry,
      specification,
      settings: environment,
      announced: currentAnnouncements(await announcements.find(entry.api), entry, clock.now()),
      announcementWords,
      elsewhere: elsewhere(entry),
      subscribable: isSubscribable(entry),
      mode: modeIn(entry, environment),
      evidence: modeIn(entry, environment) === 'on-assurance' ? evidenceFor(entry) : [],
    });
  });

  app.get(`${paths.catalogue}/:api/specification`, async (context) => {
    const entry = await registry.find(context.req.param('api'));
    const specification = entry && (await readPublished(documents, entry));
    if (!(entry && specification)) return context.notFound();
    return page(context, 'catalogue/specification', {
      title: `${entry.title} – specification`,
      api: apiSummary(entry),
      specification,
      elsewhere: elsewhere(entry),
    });
  });

  const downloads = [
    { file: 'openapi.json', key: 'json', type: 'application/json' },
    { file: 'openapi.yaml', key: 'yaml', type: 'application/yaml' },
  ] as const;
  for (const { file, key, type } of downloads) {
    app.get(`${paths.catalogue}/:api/${file}`, async (context) => {
      const entry = await registry.find(context.req.param('api'));
      const text = entry && (await documents.read(documentKeys(entry.api)[key]));
      if (text === undefined) return context.notFound();
      return context.body(text, 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'public, max-age=60',
      });
    });
  }

  app.get(paths.feed, async (context) =>
    context.json(govUkFeed(await listApis(), environment), 200, {
      'Content-Type': govUkFeedType,
      'Cache-Control': 'public, max-age=60',
    }),
  );
  return app;
}
