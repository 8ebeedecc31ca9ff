import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { namelessParts } from './accessible-names';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Options {
  /** Rules that are judged on other pages of the same kind. */
  readonly without?: readonly string[];
}

/** Everything that axe finds wrong with a page, best practices too, and what has no name, each with where it is. */
export async function violations(page: Page, { without = [] }: Options = {}): Promise<string[]> {
  // Evaluated by the debugger, as the page's own policy lets no script in.
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate(`axe.run({
    resultTypes: ['violations'],
    rules: ${JSON.stringify(Object.fromEntries(without.map((rule) => [rule, { enabled: false }])))},
  })`);
  const found = results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target }) => `${id} at ${target}`),
  );
  return [...found, ...(await namelessParts(page))];
}
