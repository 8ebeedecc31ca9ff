// Reads a JSON list of OpenAPI documents, as texts, and prints what the linter finds in each. A program of its own, as the
// linter is published as ES modules only.
import { text } from 'node:stream/consumers';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const rules = Object.fromEntries(
  ['struct', 'no-unresolved-refs', 'spec-components-invalid-map-name', 'security-defined'].map((rule) => [
    rule,
    'error',
  ]),
);
const config = await createConfig({ rules });
const found = [];
for (const source of JSON.parse(await text(process.stdin))) {
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  found.push(problems.map(({ ruleId, message, location: [at] }) => ({ rule: ruleId, at: at?.pointer ?? '', message })));
}
console.log(JSON.stringify(found));
