import { html } from 'hono/html';
import { clientAddressWords } from '../../../domain/logs/redaction/client-address-words';
import { retention } from '../../../domain/retention/retention';
import type { RetentionRule } from '../../../domain/retention/retention-rule';
import type { Evidence } from '../evidence/evidence';
import type { StoreEvidence } from '../evidence/stores';
import type { Html } from './html';
import { folded, list, table } from './table';
import { categoryWords, days, plural } from './words';

const ruleOf = ({ purpose }: StoreEvidence) =>
  Object.values<RetentionRule>(retention).find((rule) => rule.purpose === purpose);

function kept(store: StoreEvidence): Html {
  const keptFor = ruleOf(store)?.keptFor;
  const restorable =
    store.recoverableDays > 0
      ? html`<br><span class="note">A row that is gone can be restored for ${days(store.recoverableDays)}</span>`
      : '';
  return html`${period(store.retentionDays, keptFor)}${restorable}`;
}

function period(found: number | null, keptFor: RetentionRule['keptFor'] | undefined): string {
  const after = keptFor && 'after' in keptFor && keptFor.after ? ` after ${keptFor.after}` : '';
  if (found !== null) return `${days(found)}${after}`;
  return keptFor && 'asLongAs' in keptFor ? `As long as ${keptFor.asLongAs}` : 'Without an end';
}

/** Stores that a reader need not tell apart: the log groups of all functions, the credentials of all targets. */
function grouped(stores: readonly StoreEvidence[]): readonly StoreEvidence[][] {
  const groups = new Map<string, StoreEvidence[]>();
  for (const store of stores) {
    const { kind, purpose, key, readers, retentionDays, recoverableDays } = store;
    const alike = JSON.stringify([
      kind,
      purpose,
      key,
      readers,
      retentionDays,
      recoverableDays,
      purpose === '' && store.id,
    ]);
    groups.set(alike, [...(groups.get(alike) ?? []), store]);
  }
  return [...groups.values()];
}

/** `int-Foundation/Stores/OperationalLogBucket#errors/` as "Operational log bucket, under errors/". */
function name(id: string): string {
  const [path = '', prefix] = id.split('#');
  const words = path
    .replace(/^[^/]*\/(?:Stores\/|Keys\/)?/, '')
    .split('/')
    .map((part) => part.replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`))
    .join(' / ');
  return prefix ? `${words}, under ${prefix}` : words;
}

const proof = ({ evidence: { template, logicalId, property } }: StoreEvidence) =>
  html`<code>${template}</code>: <code>${logicalId}</code>, <code>${property}</code>`;

function title(group: readonly StoreEvidence[]): Html {
  const [store] = group;
  if (!store) return html``;
  if (group.length > 1) return html`${plural(group.length, store.kind)}`;
  return html`${name(store.id)}<br><span class="note">${store.kind}</span>`;
}

/** Whom the templates let read, and apart from them whom the retention file names besides. */
function readers(store: StoreEvidence): Html {
  const besides = ruleOf(store)?.readers.filter((reader) => !store.readers.includes(reader)) ?? [];
  const named =
    besides.length > 0 ? html`<br><span class="note">Named, but given no access: ${besides.join(', ')}</span>` : '';
  const recorded = store.recordedBy
    ? html`<br><span class="note">Every call is recorded by ${name(store.recordedBy)}</span>`
    : '';
  return html`${store.readers.join(', ') || 'No role of these templates'}${named}${recorded}`;
}

/** The stores of data first, then what every function has one of. */
const byImportance = (one: readonly StoreEvidence[], other: readonly StoreEvidence[]) =>
  Number(one[0]?.kind === 'log group') - Number(other[0]?.kind === 'log group');

const first =
  <Item>(show: (store: StoreEvidence) => Item) =>
  (group: readonly StoreEvidence[]) =>
    group.slice(0, 1).map(show)[0] ?? '';

const addressOf = (clientAddress: Evidence['clientAddress']): Html =>
  clientAddress
    ? html`<p>Of the address that a call came from, access records keep ${clientAddressWords[clientAddress.treatment]}. APIs that call themselves anonymous keep nothing of it. <span class="note">Said by <code>${clientAddress.evidence.template}</code>: <code>${clientAddress.evidence.logicalId}</code>, <code>${clientAddress.evidence.property}</code>.</span></p>`
    : html``;

/** What is kept, why, for how long, who reads it and where that can be read. */
export function storesSection({ environment, stores, clientAddress, controls }: Evidence): Html {
  const groups = grouped(stores).toSorted(byImportance);
  const abroad = controls.find(({ id }) => id === 'DipChecks-UkOnly')?.nonCompliant ?? 1;
  const where =
    abroad === 0
      ? 'Every resource that holds data stands in London (eu-west-2), and nothing is replicated elsewhere. CloudFront, which is in no one place, serves the portal: it keeps its public static files at its edges, passes every page on, and takes its certificate from us-east-1.'
      : 'Not every resource that holds data stands in London (eu-west-2): see the findings of DipChecks-UkOnly.';
  return html`
<h3 id="${environment}-kept">What is kept, and who can read it</h3>
<p>${where}</p>
${addressOf(clientAddress)}
<p>Readers are worked out from every policy in the templates of this environment. Whoever administers the account itself stands outside them: access records refuse administrators as they are; one who changes the policies of bucket and key, the code of a function that reads, or who may act as a reading role, could read; the trail records each such change, and one that no deployment made sets off an alarm. Who read what is listed on the first of every month, under <code>access-review/</code> in the evidence bucket; what was erased of deleted accounts is counted there every day, under <code>account-erasure/</code>.</p>
${table<readonly StoreEvidence[]>(
  `Stores of ${environment}`,
  [
    { title: 'Store', cell: title },
    { title: 'What it holds', cell: first(({ categories }) => categories.map(categoryWords).join(', ')) },
    { title: 'Why', cell: first(({ purpose }) => purpose) },
    { title: 'Kept for', cell: first(kept) },
    { title: 'Who can read it', cell: first(readers) },
    { title: 'Encrypted with', cell: first(({ key }) => (key ? `${name(key)} key` : 'The service’s own key')) },
  ],
  groups,
)}
${folded(
  'Where the templates say so',
  list(groups.flatMap((group) => group.map((store) => html`${name(store.id)} (${store.kind}): ${proof(store)}`))),
)}`;
}
