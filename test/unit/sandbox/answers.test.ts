import { anOpenApiFile } from '../api-definition/an-openapi-file';
import { aSandboxOf } from './a-sandbox-of';

interface Parts {
  readonly content?: Record<string, unknown>;
  readonly headers?: Record<string, unknown>;
  readonly schemas?: Record<string, unknown>;
  readonly responses?: Record<string, unknown>;
}

function answering({ content = {}, headers = {}, schemas = {}, responses }: Parts) {
  const get = { security: [], responses: responses ?? { 200: { description: 'OK', headers, content } } };
  const { call, warnings } = aSandboxOf(
    anOpenApiFile({ openapi: '3.1.0', paths: { '/a': { get } }, components: { schemas } }),
  );
  const asked = (accept?: string) =>
    call({ path: '/a', headers: accept === undefined ? [] : [['Accept', accept] as const] });
  return { asked, warnings };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('an answer says whether the file states it or it is made, and whether a made one is what its schema asks for', async () => {
  const of = async (media: object) =>
    (await answering({ content: { 'application/json': media } }).asked()).header('x-sandbox');
  expect(await of({ schema: { type: 'object' }, example: { a: 1 } })).toBe('answer=stated');
  expect(await of({ schema: { type: 'string', minLength: 3 } })).toBe('answer=made, valid');
  expect(await of({ schema: { allOf: [{ type: 'string' }, { type: 'integer' }] } })).toMatch(
    /^answer=made, valid=\?0, why=".+"$/,
  );
});

test('lint tells of an answer that could not be made as its schema asks, with the line', () => {
  const schema = { type: 'string', pattern: '^a$', minLength: 5 };
  const { warnings } = answering({ content: { 'application/json': { schema } } });
  expect(warnings).toContainEqual(
    expect.stringMatching(
      /^api\.json:\d+: the example that is made of application\/json is not what its schema asks for \(.+\); state an example/,
    ),
  );
});

const secret = { type: 'string', writeOnly: true };
test.each<[string, unknown, (value: never) => boolean]>([
  [
    'pattern',
    { type: 'string', pattern: '^[A-Z]{2}\\d{6}[A-D]$' },
    (value: string) => /^[A-Z]{2}\d{6}[A-D]$/.test(value),
  ],
  [
    'uniqueItems',
    { type: 'array', minItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
    (value: string[]) => new Set(value).size === 3,
  ],
  [
    'uniqueItems of objects',
    { type: 'array', minItems: 2, uniqueItems: true, items: { type: 'object', properties: { a: { type: 'string' } } } },
    (value: { a: string }[]) => value[0]?.a !== value[1]?.a,
  ],
  ['multipleOf', { type: 'number', multipleOf: 5, minimum: 12 }, (value: number) => value % 5 === 0 && value >= 12],
  [
    'exclusive bounds',
    { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    (value: number) => value > 0 && value < 1,
  ],
  [
    'lengths',
    { type: 'string', minLength: 40, maxLength: 41 },
    (value: string) => value.length >= 40 && value.length <= 41,
  ],
  [
    'no writeOnly member',
    { type: 'object', required: ['p', 'q'], properties: { p: secret, q: { type: 'string' } } },
    (value: object) => !('p' in value) && 'q' in value,
  ],
  [
    'no writeOnly member behind references',
    { allOf: [ref('Login'), { required: ['password'] }] },
    (value: object) => !('password' in value),
  ],
  [
    'no writeOnly member in lists',
    { type: 'array', items: ref('Login') },
    (value: object[]) => !('password' in (value[0] ?? {})),
  ],
  [
    'minProperties',
    { type: 'object', minProperties: 3, additionalProperties: { type: 'integer' } },
    (value: object) => Object.values(value).filter(Number.isInteger).length >= 3,
  ],
  [
    'recursion with required members',
    ref('Node'),
    (value: { name?: string; child?: unknown }) => value.name !== undefined && 'child' in value,
  ],
  [
    'one of several',
    { oneOf: [{ required: ['a'], properties: { a: { type: 'integer' } } }, { required: ['b'] }] },
    (value: object) => 'a' in value !== 'b' in value,
  ],
  ['contains', { type: 'array', contains: { const: 7 } }, (value: number[]) => value.includes(7)],
  ['true', true, () => true],
  ['nothing stated', {}, () => true],
])('a made answer is what its schema asks for: %s', async (_, schema, isRight) => {
  const { asked } = answering({
    content: { 'application/json': { schema } },
    schemas: {
      Login: { type: 'object', properties: { password: secret, user: { type: 'string' } } },
      Node: {
        type: 'object',
        required: ['name', 'child'],
        properties: { name: { type: 'string' }, child: { anyOf: [{ type: 'null' }, ref('Node')] } },
      },
    },
  });
  const { text, header } = await asked();
  expect(header('x-sandbox')).toBe('answer=made, valid');
  expect([text, isRight(JSON.parse(text) as never)]).toEqual([text, true]);
});

test('XML is written as the schema says: names, attributes, wrapping, namespaces', async () => {
  const schema = {
    type: 'object',
    xml: { name: 'patient', namespace: 'urn:example', prefix: 'p' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      name: { type: 'string', xml: { name: 'full-name' } },
      phones: { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'phone' } } },
      notes: { type: 'array', items: { type: 'string', xml: { name: 'note' } } },
    },
  };
  const example = { id: 7, name: 'Ada & Bo', phones: ['1', '2'], notes: ['x', 'y'] };
  const { text, header } = await answering({ content: { 'application/xml': { schema, example } } }).asked();
  expect(header('content-type')).toBe('application/xml');
  expect(text).toBe(
    '<p:patient xmlns:p="urn:example" id="7"><full-name>Ada &amp; Bo</full-name><phones><phone>1</phone><phone>2</phone></phones><note>x</note><note>y</note></p:patient>',
  );
});

test.each([
  [
    'text/csv',
    [
      { a: 1, b: 'x,"y"' },
      { a: 2, b: '' },
    ],
    'a,b\r\n1,"x,""y"""\r\n2,\r\n',
  ],
  ['application/x-www-form-urlencoded', { a: 'x y', b: [1, 2] }, 'a=x+y&b=1&b=2'],
  ['text/event-stream', [{ a: 1 }, { a: 2 }], 'data: {"a":1}\n\ndata: {"a":2}\n\n'],
  ['application/x-ndjson', [{ a: 1 }, 2], '{"a":1}\n2\n'],
  ['application/fhir+json; fhirVersion=4.0', { a: 1 }, '{"a":1}'],
  ['text/plain', 'a', 'a'],
])('%s is what it says', async (contentType, example, text) => {
  const answer = await answering({ content: { [contentType]: { example } } }).asked();
  expect([answer.header('content-type'), answer.text]).toEqual([contentType, text]);
});

test.each([
  ['*/*', { a: 1 }, 'application/json'],
  ['application/*', { a: 1 }, 'application/json'],
  ['text/*', 'a', 'text/plain'],
  ['*/*', 'a', 'text/plain'],
])('a range %s is answered with a media type', async (range, example, contentType) => {
  expect((await answering({ content: { [range]: { example } } }).asked()).header('content-type')).toBe(contentType);
});

test('of media types that differ by a parameter the one that is asked for answers', async () => {
  const content = Object.fromEntries(
    ['3.0', '4.0'].map((version) => [`application/fhir+json; fhirVersion=${version}`, { example: { version } }]),
  );
  const { asked } = answering({ content });
  expect(JSON.parse((await asked('application/fhir+json; fhirVersion=4.0')).text)).toEqual({ version: '4.0' });
  expect(JSON.parse((await asked('application/fhir+json')).text)).toEqual({ version: '3.0' });
});

test('headers are answered by example, examples, schema, const and content, in what a field can hold', async () => {
  const headers = {
    'X-One': { schema: { type: 'string' }, example: 'price: 5 €\r\nX-Evil: 1' },
    'X-Two': { schema: { type: 'string' }, examples: { a: { value: 'two' } } },
    'X-Three': { schema: { const: 3 } },
    'X-Four': { content: { 'application/json': { example: { a: [1] } } } },
    'X-Five': { schema: { type: 'array' }, example: [1, 2] },
    'X-Six': { schema: { type: 'object' }, explode: true, example: { a: 1, b: 2 } },
    'X-Seven': { schema: { type: 'string' } },
    'X-Eight': { schema: { type: 'string' }, example: 'x'.repeat(100_000) },
    'X-Nine': { schema: { type: 'string' }, example: '\ud800' },
  };
  const { header } = await answering({ headers }).asked();
  expect(header('x-one')).toBe('price: 5 %E2%82%AC%0D%0AX-Evil: 1');
  expect(['two', 'three', 'four', 'five', 'six'].map((name) => header(`x-${name}`))).toEqual([
    'two',
    '3',
    '{"a":[1]}',
    '1,2',
    'a=1,b=2',
  ]);
  expect([header('x-seven'), header('x-eight'), header('x-nine')]).toEqual([undefined, undefined, '%EF%BF%BD']);
  expect(header('x-evil')).toBeUndefined();
});

test('an operation that declares provisional answers only is answered', async () => {
  const { asked } = answering({ responses: { 101: { description: 'Switching' } } });
  expect((await asked()).status).toBe(200);
});
