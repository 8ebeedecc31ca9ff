import { raw } from 'hono/html';

/** Colours and measures of the NHS digital service manual; a font of the reader's own machine, so that nothing is fetched. */
export const style = raw(`
:root { --blue: #005eb8; --text: #212b32; --secondary: #4c6272; --line: #d8dde0; --page: #f0f4f5; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--page); font: 1.1875rem/1.5 Frutiger, Arial, sans-serif; }
header { background: var(--blue); color: #fff; padding: 1.5rem 0; }
header p { margin: 0; font-weight: 700; }
.width { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
main { padding: 2.5rem 0 4rem; }
h1 { font-size: 2.5rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 2rem; line-height: 1.25; margin: 3.5rem 0 1rem; padding-top: 1.5rem; border-top: 4px solid var(--blue); }
h3 { font-size: 1.5rem; line-height: 1.3; margin: 2.5rem 0 .75rem; }
p, ul.plain { max-width: 44rem; margin: 0 0 1rem; }
a { color: var(--blue); }
a:hover { color: #7c2855; }
a:focus, summary:focus, .scroll:focus { outline: 4px solid #ffeb3b; outline-offset: 0; background-color: #ffeb3b; color: var(--text); box-shadow: inset 0 -4px var(--text); }
.scroll:focus { background: none; box-shadow: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 0; padding: .5rem 1rem; }
.lead { font-size: 1.375rem; }
.panel { background: #fff; border: 1px solid var(--line); border-left: 8px solid #007f3b; padding: 1.25rem 1.5rem; margin: 0 0 2rem; }
.panel.bad { border-left-color: #d5281b; }
.panel > :last-child { margin-bottom: 0; }
.scroll { overflow-x: auto; margin: 0 0 1.5rem; background: #fff; border: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
caption { text-align: left; font-weight: 700; padding: .875rem 1rem; font-size: 1.1875rem; }
th, td { text-align: left; vertical-align: top; padding: .625rem 1rem; border-top: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 12rem; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: normal; }
code { font: .875rem/1.4 Consolas, "Liberation Mono", monospace; color: var(--secondary); overflow-wrap: anywhere; }
th code { font-weight: 400; }
ul { padding-left: 1.25rem; margin: 0; }
li { margin: 0 0 .25rem; }
.note { font-weight: 400; font-size: .9375rem; color: var(--secondary); }
details { margin: 0 0 1rem; }
summary { cursor: pointer; color: var(--blue); text-decoration: underline; width: fit-content; margin-bottom: .5rem; }
td details { margin: 0; }
td summary { margin: 0; }
.tag { display: inline-block; padding: .125rem .625rem; font-size: .9375rem; white-space: nowrap; border: 1px solid; }
.good { color: #00401e; background: #cce5d8; }
.noted { color: #00386e; background: #cce0f2; }
.bad.tag { color: #6b140e; background: #f7d4d1; }
.none { color: #263138; background: #e8edee; }
footer { border-top: 4px solid var(--blue); background: #d8dde0; padding: 1.5rem 0; }
footer p { margin: 0; }
@media (max-width: 40rem) { body { font-size: 1rem; } h1 { font-size: 2rem; } h2 { font-size: 1.5rem; } h3 { font-size: 1.25rem; } .width { padding: 0 1rem; } main { padding-top: 1.5rem; } }
@media print {
  body { background: #fff; font-size: 10pt; }
  header { color: #000; background: none; padding: 0; }
  h2 { break-before: page; }
  h3, caption, summary { break-after: avoid; }
  tr { break-inside: avoid; }
  table { font-size: 8.5pt; }
  th, td { padding: 4pt 6pt; }
  tbody th { min-width: 0; }
  .scroll { overflow: visible; border: 0; }
  code { font-size: 7.5pt; }
  details::details-content { content-visibility: visible; height: auto; }
  .skip, nav, footer { display: none; }
}
`);
