import MiniSearch from 'minisearch';
import type { ApiStatus } from './api-status';
import type { AccessGroup, ApiSummary } from './api-summary';

export interface CatalogueQuery {
  /** Words in any order, complete or begun, with a typing error or two; empty finds everything. */
  readonly words: string;
  /** Each list empty: no matter which. */
  readonly access: readonly AccessGroup[];
  readonly status: readonly ApiStatus[];
}

const indexes = new WeakMap<readonly ApiSummary[], MiniSearch<ApiSummary>>();

/** The APIs that answer the query, the best match first, or by title where no words are asked for. */
export function searchApis(apis: readonly ApiSummary[], { words, access, status }: CatalogueQuery): ApiSummary[] {
  const found = words.trim() === '' ? apis : ranked(apis, words);
  return found.filter(
    (api) =>
      (access.length === 0 || access.some((group) => api.access.includes(group))) &&
      (status.length === 0 || status.includes(api.status)),
  );
}

function ranked(apis: readonly ApiSummary[], words: string): ApiSummary[] {
  const byName = new Map(apis.map((api) => [api.api, api]));
  return indexOf(apis)
    .search(words)
    .flatMap(({ id }) => byName.get(id) ?? []);
}

function indexOf(apis: readonly ApiSummary[]): MiniSearch<ApiSummary> {
  const held = indexes.get(apis);
  if (held) return held;
  const index = new MiniSearch<ApiSummary>({
    idField: 'api',
    fields: ['title', 'api', 'summary', 'organisation', 'operations'],
    // API names, paths and operation ids are words run together.
    tokenize: (text) =>
      text
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    searchOptions: {
      boost: { title: 4, api: 3, summary: 2 },
      combineWith: 'AND',
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    },
  });
  index.addAll(apis);
  indexes.set(apis, index);
  return index;
}
