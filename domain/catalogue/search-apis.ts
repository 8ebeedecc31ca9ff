import MiniSearch, { type Query } from 'minisearch';
import type { ApiStatus } from '../publishing/api-status';
import { wordsOf } from '../publishing/words-of';
import type { AccessGroup, ApiSummary } from './api-summary';
import { synonymsOf } from './synonyms';

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
      (status.length === 0 || (api.status !== undefined && status.includes(api.status))),
  );
}

function ranked(apis: readonly ApiSummary[], words: string): ApiSummary[] {
  const byName = new Map(apis.map((api) => [api.api, api]));
  const index = indexOf(apis);
  const asked = wordsOf(words).slice(0, mostWords);
  if (asked.length === 0) return [];
  // What is spelt otherwise is looked for only where nothing is found as it is spelt.
  const exact = index.search(queryOf(asked));
  const found = exact.length > 0 ? exact : index.search(queryOf(asked, nearly));
  return found.flatMap(({ id }) => byName.get(id) ?? []);
}

const mostWords = 12;
const nearly = (term: string) => (term.length > 3 ? 0.25 : false);

/** Each word, or another word for it. */
const queryOf = (words: readonly string[], fuzzy: false | ((term: string) => number | false) = false): Query => ({
  combineWith: 'AND',
  queries: words.map((word) => ({
    combineWith: 'OR',
    queries: [
      { queries: [word], fuzzy },
      ...synonymsOf(word).map((other) => ({ queries: [other], prefix: false, boostTerm: () => 0.4 })),
    ],
  })),
});

function indexOf(apis: readonly ApiSummary[]): MiniSearch<ApiSummary> {
  const held = indexes.get(apis);
  if (held) return held;
  const index = new MiniSearch<ApiSummary>({
    idField: 'api',
    fields: ['title', 'api', 'summary', 'organisation', 'operations', 'searched'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 8, api: 6, summary: 2, operations: 2 },
      combineWith: 'AND',
      prefix: (term) => term.length > 2,
    },
  });
  index.addAll(apis);
  indexes.set(apis, index);
  return index;
}
