import { html } from 'hono/html';
import type { Html } from './html';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Html | string | number;
  /** For figures. @default false */
  readonly numeric?: boolean;
}

/** A table that a screen reader can announce: with a caption, and a header for every column and every row. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const cell = (column: Column<Row>, row: Row, index: number) => {
    if (index === 0) return html`<th scope="row">${column.cell(row)}</th>`;
    return column.numeric ? html`<td class="figure">${column.cell(row)}</td>` : html`<td>${column.cell(row)}</td>`;
  };
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, numeric }) => (numeric ? html`<th scope="col" class="figure">${title}</th>` : html`<th scope="col">${title}</th>`))}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => cell(column, row, index))}</tr>\n`)}</tbody>
</table></div>`;
}

/** More than a reader wants at first sight. */
export const folded = (summary: string, content: Html): Html =>
  html`<details><summary>${summary}</summary>${content}</details>`;

export const list = (items: readonly (Html | string)[]): Html =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
