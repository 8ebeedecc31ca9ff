import { html } from 'hono/html';
import type { Finding } from '../checks/finding';
import type { Html } from './html';
import { folded, list, table } from './table';
import { plural } from './words';

interface Group {
  readonly rule: string;
  readonly reason: string;
  readonly control: string;
  readonly resources: readonly string[];
}

/** Findings of one rule with one reason, as one. */
function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { rule, reason, control, resource } of findings) {
    const id = rule.replace(/\[.*/s, '');
    const key = `${id} ${reason}`;
    const resources = [...(groups.get(key)?.resources ?? []), resource];
    groups.set(key, { rule: id, reason, control, resources: [...new Set(resources)] });
  }
  return [...groups.values()];
}

const where = ({ resources }: Group): Html =>
  resources.length === 1
    ? html`<code>${resources[0] ?? ''}</code>`
    : folded(plural(resources.length, 'resource'), list(resources.map((resource) => html`<code>${resource}</code>`)));

const columns = (reason: string) => [
  { title: reason, cell: (group: Group) => group.reason },
  { title: 'Rule', cell: ({ rule }: Group) => html`<code>${rule}</code>` },
  { title: 'Where', cell: where },
  { title: 'Control', cell: ({ control }: Group) => control },
];

/** What breaks a rule, and what may stand although it does. */
export function findingsSection(environment: string, findings: readonly Finding[]): Html {
  const broken = grouped(findings.filter(({ status }) => status === 'non-compliant'));
  const acknowledged = grouped(findings.filter(({ status }) => status === 'acknowledged'));
  return html`
<h3 id="${environment}-findings">Findings</h3>
${broken.length > 0 ? table(`What breaks a rule in ${environment}`, columns('What is wrong'), broken) : html`<p>Nothing breaks a rule.</p>`}
<h3 id="${environment}-exceptions">Exceptions, and the reason for each</h3>
${acknowledged.length > 0 ? table(`Exceptions in ${environment}`, columns('Reason'), acknowledged) : html`<p>There are none.</p>`}`;
}
