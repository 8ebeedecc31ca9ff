import { readFileSync } from 'node:fs';
import fc, { type Stream } from 'fast-check';
import { parse } from 'yaml';
import { helloWorld } from '../../../apis/hello-world/api';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { errorsOf } from './an-openapi-file';

const head = `openapi: 3.0.3
info: { title: Hello, version: 1.0.0 }
servers: [{ url: /hello }]
`;
const paths = 'paths: { /hello: { get: { responses: {} } } }\n';
const extension = (text: string) => `${head}${paths}x-nhsd-apim:\n${text}`;
const get = 'get: { responses: {} }';

const table: [what: string, text: string, expected: RegExp][] = [
  ['text that is not YAML', 'openapi: "3.0.3\npaths: {', /^api\.yaml:\d+: not YAML or JSON: .+; correct the syntax$/],
  ['the same key twice', `${head}${paths}${paths}`, /^api\.yaml:5: not YAML or JSON: .*unique/],
  ['an empty file', '', /^api\.yaml:1: not an OpenAPI document; begin it with "openapi: 3\.0\.3"/],
  ['prose', 'just some words', /^api\.yaml:1: not an OpenAPI document; /],
  ['a list', '- a\n- b\n', /^api\.yaml:1: not an OpenAPI document; /],
  ['Swagger 2', 'swagger: "2.0"\npaths: {}\n', /^api\.yaml:1: this is Swagger 2\.0, which is not read; convert it/],
  ['OpenAPI 4', 'openapi: 4.0.0\n', /^api\.yaml:1: OpenAPI 4\.0\.0 is not read; write "openapi: 3\.0\.3"/],
  [
    'no title',
    `openapi: 3.0.3\ninfo: { version: '1' }\n${paths}`,
    /^api\.yaml:2: info\.title is missing; name the API$/,
  ],
  ['no paths', head, /^api\.yaml:1: no paths with an operation; declare at least one/],
  ['paths without operations', `${head}paths: {}\n`, /^api\.yaml:4: no paths with an operation; /],
  [
    'two operations on one route',
    `${head}paths:\n  /a/{x}: { ${get} }\n  /a/{y}: { ${get} }\n`,
    /^api\.yaml:6: GET \/a\/\{y\} is the same route as \/a\/\{x\} \(line 5\); remove one/,
  ],
  [
    'twins with different security',
    `${head}paths:\n  /a#x: { get: { security: [], responses: {} } }\n  /a#y: { ${get} }\n`,
    /^api\.yaml:6: GET \/a is declared twice, apart from its "#", with different security; /,
  ],
  [
    'a path without a slash',
    `${head}paths:\n  a: { ${get} }\n`,
    /^api\.yaml:5: path "a" does not start with "\/"; write "\/a"$/,
  ],
  ['an open brace', `${head}paths:\n  "/a/{x": { ${get} }\n`, /^api\.yaml:5: path "\/a\/\{x" has malformed braces; /],
  ['an empty parameter', `${head}paths:\n  "/a/{}": { ${get} }\n`, /^api\.yaml:5: .* has malformed braces; /],
  ['nested braces', `${head}paths:\n  "/a/{{x}}": { ${get} }\n`, /^api\.yaml:5: .* has malformed braces; /],
  ['touching parameters', `${head}paths:\n  "/{a}{b}": { ${get} }\n`, /^api\.yaml:5: .* two parameters side by side; /],
  ['a parameter twice', `${head}paths:\n  "/{a}/{a}": { ${get} }\n`, /^api\.yaml:5: .* names \{a\} twice; /],
  ['an empty segment', `${head}paths:\n  "/a//b": { ${get} }\n`, /^api\.yaml:5: .* empty or dotted segment; /],
  [
    'a path item that is not there',
    `${head}paths:\n  /a:\n    $ref: paths/a.yaml\n`,
    /^api\.yaml:5: \$ref "paths\/a\.yaml" leads nowhere; add what it names or remove it$/,
  ],
  [
    'a path item that refers to itself',
    `${head}paths:\n  /a:\n    $ref: '#/paths/~1a'\n`,
    /^api\.yaml:5: \$ref "#\/paths\/~1a" leads nowhere; /,
  ],
  [
    'a security scheme that is not there',
    `${head}security: [{ mine: [] }]\n${paths}components: { securitySchemes: { mine: { $ref: x.yaml } } }\n`,
    /^api\.yaml:6: \$ref "x\.yaml" leads nowhere; /,
  ],
  [
    'an unknown security scheme',
    `${head}security:\n  - mine: []\n${paths}`,
    /^api\.yaml:5: security names the unknown scheme "mine"; declare it under components\.securitySchemes/,
  ],
  [
    'two identity providers at once',
    `${head}security:\n  - { nhs-cis2-aal3: [], nhs-login-p9: [] }\n${paths}`,
    /^api\.yaml:5: one requirement asks for two identity providers at once; make them alternatives/,
  ],
  [
    'security that is no list',
    `${head}security: { app-level3: [] }\n${paths}`,
    /^api\.yaml:4: security is not a list; /,
  ],
  [
    'a base path that cannot be served',
    `openapi: 3.0.3\ninfo: { title: Hello, version: '1' }\nservers:\n  - url: https://x.uk/a%20b\n${paths}`,
    /^api\.yaml:4: base path "\/a%20b" cannot be served; /,
  ],
  [
    'an extension that is not there',
    `${head}${paths}x-nhsd-apim: { $ref: apim.yaml }\n`,
    /^api\.yaml:5: \$ref "apim\.yaml" leads/,
  ],
  [
    'a target that is not there',
    extension('  access: []\n  target:\n    $ref: target.yaml\n'),
    /^api\.yaml:7: \$ref "target\.yaml" leads nowhere; /,
  ],
  [
    'a target that is not a URL',
    extension('  target:\n    type: external\n    url: my-backend\n'),
    /^api\.yaml:8: x-nhsd-apim\.target\.url: target url is not a URL; write https:\/\/host\/path$/,
  ],
  [
    'a target with another scheme',
    extension('  target: { type: external, url: "file:///etc/passwd" }\n'),
    /target url is not a URL/,
  ],
  [
    'a target of unknown type',
    extension('  target: { type: magic }\n'),
    /unknown type of target; use external or hosted$/,
  ],
  [
    'an unknown way to prove itself',
    extension('  target: { type: hosted, security: { type: basic } }\n'),
    /unknown type of target security; use apikey or mtls$/,
  ],
  [
    'a healthcheck that is no path',
    extension('  target: { type: hosted, healthcheck: up }\n'),
    /healthcheck is not a path; start/,
  ],
  ...['', '//x', '/../x', '/a?b=1', '/a#b', '/%2e%2e/x'].map((path): [string, string, RegExp] => [
    `the healthcheck ${path}`,
    extension(`  target: { type: hosted, healthcheck: "${path}" }\n`),
    /healthcheck is not a path; start/,
  ]),
  [
    'an unknown grant',
    extension('  access:\n    - title: A\n      grants:\n        app-level9: []\n'),
    /^api\.yaml:9: x-nhsd-apim\.access\.0\.grants\.app-level9: unknown grant; use app-level0, /,
  ],
  [
    'a deployment that ends by itself',
    extension('  temporary: true\n'),
    /^api\.yaml:6: x-nhsd-apim\.temporary: temporary is true, and nothing ends a deployment by itself; remove it, /,
  ],
  [
    'a product that is not shown',
    extension('  access:\n    - title: A\n      grants: { app-level3: [] }\n      visible: false\n'),
    /^api\.yaml:9: x-nhsd-apim\.access\.0\.visible: visible is false, and the catalogue shows every API .*; remove it$/,
  ],
  [
    'a grant of a scope',
    extension('  access: [{ title: A, grants: { app-level3: [patients:read] } }]\n'),
    /^api\.yaml:6: x-nhsd-apim\.access\.0\.grants\.app-level3: a grant names scopes, .*; leave its list empty$/,
  ],
  [
    'an extension at both its places',
    extension('  monitoring: true\n').replace('1.0.0 }', '1.0.0, x-nhsd-apim: { monitoring: false } }'),
    /^api\.yaml:2: x-nhsd-apim stands at the root too, and has no effect here; remove one of them$/,
  ],
  [
    'an extension of the platform that there is none of',
    `${head}${paths}x-dip-rate-limit: 5\n`,
    /^api\.yaml:5: x-dip-rate-limit is not known, and has no effect; remove it, or use x-nhsd-apim at the root or under/,
  ],
  [
    'an extension in another spelling',
    `${head}${paths}X-DIP-Error-Format: fhir\n`,
    /^api\.yaml:5: X-DIP-Error-Format is not known, and has no effect; /,
  ],
  [
    'an error format of one operation',
    `${head}paths: { /a: { get: { x-dip-error-format: fhir, responses: { "200": { description: a } } } } }\n`,
    /^api\.yaml:4: x-dip-error-format has no effect here; state it at the root or under info$/,
  ],
  [
    'an exact path of the whole file',
    `${head}${paths}x-dip-exact-path: true\n`,
    /^api\.yaml:5: x-dip-exact-path has no effect here; state it on an operation$/,
  ],
  [
    'access below a path',
    `${head}paths: { /a: { x-nhsd-apim: {}, get: { responses: { "200": { description: a } } } } }\n`,
    /^api\.yaml:4: x-nhsd-apim has no effect here; state it at the root or under info$/,
  ],
  [
    'a negative limit',
    extension('  ratelimiting:\n    proxy:\n      limit: -1\n      timeunit: minute\n'),
    /^api\.yaml:8: x-nhsd-apim\.ratelimiting\.proxy\.limit: limit is negative; write a whole number, 0 or more$/,
  ],
  [
    'a limit per week',
    extension('  ratelimiting: { proxy: { limit: 1, timeunit: week } }\n'),
    /unknown timeunit; use second/,
  ],
  [
    'an unknown identity',
    extension('  target-identity:\n    - name: shoe-size\n'),
    /^api\.yaml:7: x-nhsd-apim\.target-identity\.0\.name: unknown target-identity name; use cis2-uuid, /,
  ],
  [
    'a header that is none',
    extension('  target-attributes: [{ name: a, header: "a b" }]\n'),
    /header is not a header name; /,
  ],
  [
    'an unknown error format',
    `${head}${paths}x-dip-error-format: xml\n`,
    /^api\.yaml:5: unknown error format; use fhir, /,
  ],
  [
    'a security requirement that is no map',
    `${head}security: [app-level3]\n${paths}`,
    /^api\.yaml:4: .* names no scheme; write/,
  ],
  [
    'an extension that refers to itself',
    extension("  target: { $ref: '#/x-nhsd-apim' }\n"),
    /unknown type of target; use external or hosted$/,
  ],
];

test.each(table)('%s is refused with file, line and fix', (_, text, expected) => {
  expect(errorsOf(text)).toEqual([expect.stringMatching(expected)]);
});

test('all errors of a file are told at once', () => {
  const errors = errorsOf(
    `${head}paths:\n  a: { ${get} }\n  /b: { get: { security: [{ mine: [] }], responses: {} } }\nx-nhsd-apim:\n  target: { type: magic }\n`,
  );
  expect(errors).toHaveLength(3);
});

test('aliases that would fill the memory are refused', () => {
  const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(12).fill(`*a${n}`).join(', ')}]`);
  expect(errorsOf(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toEqual([expect.stringMatching(/^api\.yaml:1: not YAML/)]);
});

test('a file that is not there is named', () => {
  expect(() => readApiDefinition({ file: 'nowhere/api.yaml' })).toThrow(
    'nowhere/api.yaml:1: cannot be read; give the path of an OpenAPI file',
  );
});

test('nesting without end is refused', () => {
  expect(errorsOf('['.repeat(100_000))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^api\.yaml:1: not YAML/)]),
  );
});

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('#', '#/paths', '#/components', '#/x-nhsd-apim', 'x.yaml', '%').map(($ref) => ({ $ref })),
);

test('whatever stands in whatever place of a file, it is read or refused, never a crash', () => {
  const file = readFileSync(helloWorld.file, 'utf8');
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), anything, (choices, value) => {
      const document: unknown = parse(file);
      replaceSomewhere(document, choices, value);
      errorsOf(JSON.stringify(document));
    }),
    { numRuns: 300 },
  );
});

function replaceSomewhere(node: unknown, choices: Stream<number>, value: unknown): void {
  const fields = node as Record<string, unknown>;
  const keys = Object.keys(fields);
  const key = keys[(choices.next().value ?? 0) % keys.length] ?? 'none';
  const child = fields[key];
  const isLeaf = typeof child !== 'object' || child === null || Object.keys(child).length === 0;
  if (isLeaf || (choices.next().value ?? 0) % 4 === 0) fields[key] = value;
  else replaceSomewhere(child, choices, value);
}
