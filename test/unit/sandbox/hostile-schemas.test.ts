import { linearPattern } from '../../../domain/json-schema/linear-pattern';
import { anOpenApiFile } from '../api-definition/an-openapi-file';
import { aSandboxOf, posted } from './a-sandbox-of';
import { anOperation, aSandbox } from './an-operation';

type Schema = Record<string, unknown>;
const json = [['Content-Type', 'application/json']] as const;

async function post(schema: Schema, body: string) {
  const content = [{ contentType: 'application/json', schema, examples: [] }];
  const call = aSandbox(anOperation({ method: 'POST', requestBody: { required: true, content } }));
  return call({ method: 'POST', headers: json, body: Buffer.from(body) });
}
const checked = async (schema: Schema, value: unknown) => (await post(schema, JSON.stringify(value))).status === 200;

const long = 'a'.repeat(15_000);
test.each([
  ['^(a+)+$', `${long}!`],
  ['^(a|aa)+$', `${long}!`],
  ['^(a|a?)+$', `${long}!`],
  ['(x+x+)+y', 'x'.repeat(15_000)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', long],
  ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$', long],
  ['(.*)*b$', long],
])('the pattern %s of a file holds up nobody', async (pattern, text) => {
  expect(await checked({ type: 'string', pattern }, text)).toBe(false);
  expect(await checked({ patternProperties: { [pattern]: { type: 'null' } } }, { [text]: null })).toBe(true);
  expect(await checked({ propertyNames: { pattern } }, { [text]: null })).toBe(false);
});

test.each([
  ['^\\d{10}$', '9000000009', '90000'],
  ['^[A-Z]{2}\\d{6}[A-D]$', 'QQ123456C', 'QQ123456Z'],
  ['^[\\u0020-\\u007e]*$', 'plain', 'é'],
  ['^\\p{L}+$', 'Ångström', 'a1'],
  ['^[^\\\\\\/]+$', 'file', 'a/b'],
  ['^\\/Patient\\/\\w+$', '/Patient/1', '/Other/1'],
  ['^(?<year>\\d{4})-\\d\\d$', '2026-01', '26-01'],
  ['^[\\s\\S]{1,4000}$', 'x', ''],
  ['^[\\w\\-]+$', 'a-b', 'a b'],
  ['b', 'abc', 'ac'],
])('the pattern %s means what it means elsewhere', (pattern, good, bad) => {
  expect(linearPattern(pattern)?.test(good)).toBe(true);
  expect(linearPattern(pattern)?.test(bad)).toBe(false);
});

test.each(['^(?!x)a$', '^(a)\\1$', '(?<=x)a', '([', `a{1000}`.repeat(20), 'x'.repeat(3000)])(
  'the pattern %s, which cannot be matched in linear time or at all, is not checked',
  async (pattern) => {
    expect(linearPattern(pattern)).toBeUndefined();
    expect(await checked({ type: 'string', pattern, maxLength: 9 }, 'anything')).toBe(true);
    expect(await checked({ type: 'string', pattern, maxLength: 3 }, 'anything')).toBe(false);
    expect(await checked({ patternProperties: { [pattern]: false }, additionalProperties: false }, { a: 1 })).toBe(
      true,
    );
  },
);

test.each<[string, Schema, unknown, boolean]>([
  ['required, and absent', { required: ['constructor'] }, {}, false],
  ['required, and there', { required: ['toString'] }, { toString: 'x' }, true],
  ['declared, and absent', { properties: { constructor: { type: 'string' }, valueOf: false } }, {}, true],
  ['declared, and wrong', { properties: { hasOwnProperty: { type: 'string' } } }, { hasOwnProperty: 1 }, false],
  ['not declared', { properties: {}, additionalProperties: false }, { toString: 1 }, false],
  ['a prototype', { required: ['__proto__'], properties: JSON.parse('{"__proto__":{"type":"string"}}') }, {}, false],
  ['counted', { minProperties: 1 }, {}, false],
])('a property that objects have anyway is %s', async (_, schema, value, accepted) => {
  expect(await checked({ type: 'object', ...schema }, value)).toBe(accepted);
});

test('a path parameter that the path lacks has no value, whatever objects have', async () => {
  const parameters = ['constructor', 'toString', '__proto__'].map((name) => ({
    name,
    in: 'path' as const,
    required: true,
    style: 'simple' as const,
    explode: false,
    schema: { type: 'string' },
  }));
  const { status, text } = await aSandbox(anOperation({ parameters }))({});
  expect(status).toBe(400);
  expect(text).toContain("path parameter 'constructor'");
});

test.each<[string, Schema, string]>([
  ['a body as deep as it is long', { type: 'array' }, `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a body of too many values', { type: 'array' }, `[${'0,'.repeat(200_000)}0]`],
  [
    'more checks than a request may cost',
    {
      type: 'array',
      items: { anyOf: Array.from({ length: 900 }, (_, index) => ({ type: 'object', minProperties: index + 1 })) },
    },
    `[${'{},'.repeat(5000)}{}]`,
  ],
  [
    'a long text held against a thousand schemas',
    { anyOf: Array.from({ length: 3000 }, (_, index) => ({ type: 'string', minLength: 5_000_000 + index })) },
    JSON.stringify('x'.repeat(4_000_000)),
  ],
])('%s is 400 in words, and no fault', async (_, schema, body) => {
  const { status, text } = await post(schema, body);
  expect(status).toBe(400);
  expect(text).toMatch(/larger or deeper than the sandbox checks|more than the sandbox checks in one request/);
});

test('items are told apart in one pass, whatever the order of their properties', async () => {
  const schema = { type: 'array', uniqueItems: true };
  const many = Array.from({ length: 20_000 }, (_, index) => ({ index }));
  expect(await checked(schema, many)).toBe(true);
  expect(
    await checked(schema, [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toBe(false);
  expect(await checked(schema, [1, '1', [1], null])).toBe(true);
});

test.each<[string, Schema]>([
  ['$async', { $async: true, type: 'string', minLength: 5 }],
  ['$id', { $id: 'https://example.org/x', type: 'string', minLength: 5 }],
  ['$schema', { $schema: 'https://example.org/none', type: 'string', minLength: 5 }],
  ['$comment', { $comment: 'x', $defs: 7, type: 'string', minLength: 5 }],
  ['discriminator', { discriminator: 'x', type: 'string', minLength: 5 }],
])('%s of a file is not obeyed, and the rest is checked', async (_, schema) => {
  expect(await checked(schema, 'x')).toBe(false);
  expect(await checked({ ...schema }, 'long enough')).toBe(true);
});

test('a schema that leads back to itself without going on in the value is an answer, and no fault of the sandbox', async () => {
  const { call, warnings } = aSandboxOf(
    anOpenApiFile({
      paths: {
        '/hello': {
          post: {
            security: [],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } },
            responses: { 200: { description: 'OK' } },
          },
        },
      },
      components: {
        schemas: { A: { allOf: [{ $ref: '#/components/schemas/B' }] }, B: { $ref: '#/components/schemas/A' } },
      },
    }),
  );
  const { status, text } = await call({ path: '/hello', ...posted({ a: 1 }) });
  expect(status).toBe(400);
  expect(text).toContain('more than the sandbox checks');
  expect(warnings.join('\n')).toMatch(/api\.json:\d+: the example that is made .*; state an example/);
});
