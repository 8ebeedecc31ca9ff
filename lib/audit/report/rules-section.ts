import { html } from 'hono/html';
import type { ControlEvidence } from '../evidence/controls';
import type { Evidence } from '../evidence/evidence';
import type { Html } from './html';
import { folded, table } from './table';
import { plural } from './words';

const outcome = ({ status }: ControlEvidence): Html => {
  const [word, kind] = {
    passed: ['Passed', 'good'],
    'passed with acknowledgements': ['Passed, with exceptions', 'noted'],
    failed: ['Failed', 'bad'],
    'not-applicable': ['Nothing to check', 'none'],
  }[status] as [string, string];
  return html`<strong class="tag ${kind}">${word}</strong>`;
};

const counts = [
  { title: 'Resources that keep it', cell: ({ compliant }: ControlEvidence) => compliant, numeric: true },
  { title: 'Exceptions with a reason', cell: ({ acknowledged }: ControlEvidence) => acknowledged, numeric: true },
  { title: 'Resources that break it', cell: ({ nonCompliant }: ControlEvidence) => nonCompliant, numeric: true },
];

/** Which rules ran, and how they came out. */
export function rulesSection({ environment, controls }: Evidence): Html {
  const own = controls.filter(({ law }) => law !== '');
  const others = controls.filter(({ law }) => law === '');
  const spoke = others.filter(({ status }) => status !== 'not-applicable');
  return html`
<h3 id="${environment}-rules">Rules that ran</h3>
${table<ControlEvidence>(
  `The platform’s own laws in ${environment}`,
  [
    { title: 'Law', cell: ({ law, id }) => html`${law}<br><code>${id}</code>` },
    { title: 'Outcome', cell: outcome },
    ...counts,
    { title: 'Control', cell: ({ control }) => control },
  ],
  own,
)}
${folded(
  `Rules of other packs: ${plural(spoke.length, 'rule')} found something to check, ${others.length - spoke.length} did not`,
  table<ControlEvidence>(
    `Rules of cdk-nag’s AwsSolutions pack in ${environment}`,
    [
      { title: 'Rule', cell: ({ id }) => html`<code>${id}</code>` },
      { title: 'Outcome', cell: outcome },
      ...counts,
      { title: 'Control', cell: ({ control }) => control },
    ],
    spoke,
  ),
)}`;
}
