import { retention } from '../../config/retention';
import type { Evidence } from '../evidence/evidence';
import type { StoreEvidence } from '../evidence/stores';
import { type Html, html } from './html';
import { folded, list, table } from './table';
import { categoryWords, days, plural } from './words';

const ruleOf = ({ purpose }: StoreEvidence) => Object.values(retention).find((rule) => rule.purpose === purpose);

function kept(store: StoreEvidence): string {
  const keptFor = ruleOf(store)?.keptFor;
  if (store.retentionDays !== null) return days(store.retentionDays);
  return keptFor && 'asLongAs' in keptFor ? `As long as ${keptFor.asLongAs}` : 'Without an end';
}

const nobody = 'Nobody: no role of these templates';

/** Stores that a reader need not tell apart: the log groups of all functions, the credentials of all targets. */
function grouped(stores: readonly StoreEvidence[]): readonly StoreEvidence[][] {
  const groups = new Map<string, StoreEvidence[]>();
  for (const store of stores) {
    const { kind, purpose, key, readers, retentionDays } = store;
    const alike = JSON.stringify([kind, purpose, key, readers, retentionDays, purpose === '' && store.id]);
    groups.set(alike, [...(groups.get(alike) ?? []), store]);
  }
  return [...groups.values()];
}

const name = (id: string) =>
  id
    .split('/')
    .slice(1)
    .join(' / ')
    .replace(/^Stores \/ /, '')
    .replace('#', ', under ');

const proof = ({ evidence: { template, logicalId, property } }: StoreEvidence) =>
  html`<code>${template}</code>: <code>${logicalId}</code>, <code>${property}</code>`;

function title(group: readonly StoreEvidence[]): Html {
  const [first] = group;
  if (!first) return html``;
  return group.length === 1 ? html`${name(first.id)}` : html`${plural(group.length, first.kind)}`;
}

const first =
  <Item>(show: (store: StoreEvidence) => Item) =>
  (group: readonly StoreEvidence[]) =>
    group.slice(0, 1).map(show)[0] ?? '';

/** What is kept, why, for how long, who reads it and where that can be read. */
export function storesSection({ environment, stores }: Evidence): Html {
  const groups = grouped(stores);
  return html`
<h3 id="${environment}-kept">What is kept, and who can read it</h3>
<p>Readers are worked out from every policy in the templates of this environment, not from what anybody says. People reach data only by assuming one of these roles. Tables can be restored to any second of the last 35 days, so a deleted row is gone from backups 35 days later.</p>
${table<readonly StoreEvidence[]>(
  `Stores of ${environment}`,
  [
    { title: 'Store', cell: title },
    { title: 'What it holds', cell: first(({ categories }) => categories.map(categoryWords).join(', ')) },
    { title: 'Why', cell: first(({ purpose }) => purpose) },
    { title: 'Kept for', cell: first(kept) },
    { title: 'Who can read it', cell: first(({ readers }) => readers.join(', ') || nobody) },
    { title: 'Encrypted with', cell: first(({ key }) => (key ? name(key) : 'The service’s own key')) },
  ],
  groups,
)}
${folded(
  'Where the templates say so',
  list(groups.flatMap((group) => group.map((store) => html`${name(store.id)} (${store.kind}): ${proof(store)}`))),
)}`;
}
