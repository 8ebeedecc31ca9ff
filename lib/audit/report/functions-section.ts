import { html } from 'hono/html';
import type { Evidence } from '../evidence/evidence';
import type { FunctionEvidence } from '../evidence/functions';
import type { Html } from './html';
import { folded, list, table } from './table';

/** What runs, and what it may do. */
export const functionsSection = ({ environment, functions }: Evidence): Html => html`
<h3 id="${environment}-functions">Functions, and what each may do</h3>
${folded(
  `${functions.length} functions`,
  table<FunctionEvidence>(
    `Functions of ${environment}`,
    [
      { title: 'Function', cell: ({ id }) => id.replaceAll('/', ' / ') },
      { title: 'What it is for', cell: ({ description }) => description },
      {
        title: 'What its role allows',
        cell: ({ allowed }) => list(allowed.map((grant) => html`<code>${grant}</code>`)),
      },
    ],
    functions,
  ),
)}`;
