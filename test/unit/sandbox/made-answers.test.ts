import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { anOpenApiFile } from '../api-definition/an-openapi-file';
import { aSandboxOf } from './a-sandbox-of';

/** What is made of a schema, and what a validator that the platform does not ask says of it. */
async function made(schema: object, schemas: Record<string, object> = {}) {
  const get = { security: [], responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } } };
  const { call } = aSandboxOf(anOpenApiFile({ openapi: '3.1.0', paths: { '/a': { get } }, components: { schemas } }));
  const answer = await call({ path: '/a' });
  const value: unknown = JSON.parse(answer.text);
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  const validate = ajv.compile({ ...schema, components: { schemas } });
  validate(value);
  return { value, faults: validate.errors ?? [], told: answer.header('x-sandbox') };
}

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const when = (condition: object, asked: object) =>
  Object.fromEntries([
    ['if', condition],
    ['then', asked],
  ]);
const unique = (items: object, minItems: number) => ({ type: 'array', uniqueItems: true, minItems, items });

test.each<[string, object]>([
  ['a pattern and a longer text', { ...text, pattern: '^[A-Z]+$', minLength: 25 }],
  ['a pattern and a bound', { ...text, pattern: '^[a-z ]*$', minLength: 12, maxLength: 14 }],
  ['a pattern of two parts and a length', { ...text, pattern: '^[a-z]+-[0-9]+$', minLength: 20, maxLength: 24 }],
  ['a pattern with a range and a length', { ...text, pattern: '^\\d{1,30}$', minLength: 18 }],
  ['a pattern that begins with a slash', { ...text, pattern: '^/[a-z]+/[0-9]{2}$' }],
  ['thirty texts of a pattern', unique({ ...text, pattern: '^[A-Z]{2}[0-9]{2}$' }, 30)],
  ['unique dates', unique({ ...text, format: 'date' }, 5)],
  ['unique identifiers', unique({ ...text, format: 'uuid' }, 20)],
  ['unique addresses', unique({ ...text, format: 'email' }, 4)],
  ['unique addresses of hosts', unique({ ...text, format: 'ipv4' }, 4)],
  ['unique short texts', unique({ ...text, maxLength: 6 }, 12)],
  ['unique multiples', unique({ type: 'integer', multipleOf: 5 }, 4)],
  ['unique booleans', unique({ type: 'boolean' }, 2)],
  ['unique lists', unique({ type: 'array', items: text, minItems: 1 }, 3)],
  ['unique objects with a format', unique(object({ at: { ...text, format: 'date' } }, { required: ['at'] }), 3)],
  ['unique objects with one member that is fixed', unique(object({ a: { const: 'x' }, b: text }), 3)],
  [
    'members by pattern alone',
    { type: 'object', patternProperties: { '^x-[a-z]+$': text }, additionalProperties: false, minProperties: 3 },
  ],
  ['members of names that are bound', { type: 'object', propertyNames: { pattern: '^[A-Z]{3}$' }, minProperties: 2 }],
  ['what an enumeration has and a prohibition leaves', { enum: ['a', 'b', 'c'], not: { const: 'a' } }],
  ['no text of a kind', { ...text, not: { pattern: '^string$' } }],
  ['no member of a name', object({ a: text, b: text }, { not: { required: ['a'] } })],
  ['one of two objects that ask for nothing', { oneOf: [object({ a: text }), object({ b: text })] }],
  ['one of three objects', { oneOf: [object({ a: text }), object({ b: text }), object({ c: { type: 'integer' } })] }],
  [
    'one of two objects that inherit',
    {
      oneOf: [
        { allOf: [object({ kind: text }), object({ bark: { type: 'boolean' } })] },
        { allOf: [object({ kind: text }), object({ age: { type: 'integer' } })] },
      ],
    },
  ],
  ['a member that nothing can be, and need not be', object({ a: { allOf: [text, { type: 'integer' }] }, b: text })],
  ['an optional choice that nothing can be', object({ a: { oneOf: [text, text] } })],
  ['items that nothing can be', { type: 'array', items: { allOf: [text, { type: 'integer' }] } }],
  ['either a number or a text, not both', { oneOf: [{ type: 'number' }, { type: 'integer' }] }],
  [
    'a condition',
    object({ a: { const: 1 } }, { required: ['a'], ...when(object({ a: { const: 1 } }), { required: ['b'] }) }),
  ],
  ['dependent members', object({ a: text }, { dependentRequired: { a: ['b'] } })],
  ['at least two such items', { type: 'array', contains: { const: 7 }, minContains: 2 }],
])('an answer is made of %s', async (_, schema) => {
  expect(await made(schema)).toEqual({ value: expect.anything(), faults: [], told: 'answer=made, valid' });
});

test('the member that tells alternatives apart has the name of the one that is made', async () => {
  const cat = object({ kind: text, lives: { type: 'integer' } }, { required: ['kind', 'lives'] });
  const dog = object({ kind: text, bark: { type: 'boolean' } }, { required: ['kind', 'bark'] });
  const refs = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];
  const discriminator = {
    propertyName: 'kind',
    mapping: { feline: '#/components/schemas/Cat', canine: '#/components/schemas/Dog' },
  };
  const { value } = await made({ oneOf: refs, discriminator }, { Cat: cat, Dog: dog });
  expect(value).toMatchObject({ kind: 'feline', lives: expect.any(Number) });
  const { value: unnamed } = await made(
    { oneOf: refs, discriminator: { propertyName: 'kind' } },
    { Cat: cat, Dog: dog },
  );
  expect(unnamed).toMatchObject({ kind: 'Cat', lives: expect.any(Number) });
});

const secret = { type: 'string', writeOnly: true };
const components = { Secret: secret, Text: text };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
test.each<[string, object]>([
  [
    'a member of a schema that is for requests',
    object({ secret: ref('Secret'), a: text }, { required: ['secret', 'a'] }),
  ],
  [
    'a member that is for requests where it is referred to',
    object({ secret: { ...ref('Text'), writeOnly: true }, a: text }),
  ],
  [
    'a part of a composition',
    { allOf: [object({ a: text, secret: text }), { properties: { secret: { writeOnly: true } } }] },
  ],
  ['an alternative', object({ secret: { anyOf: [secret, { type: 'null' }] }, a: text })],
  [
    'a condition',
    object(
      { a: { const: 'b' } },
      { required: ['a'], ...when(object({ a: { const: 'b' } }), { properties: { secret } }) },
    ),
  ],
  ['an example of the whole', { ...object({ secret, a: text }), example: { secret: 'x', a: 'y' } }],
  ['whatever a member is called', { ...object({ a: text }), additionalProperties: secret }],
  ['what a pattern names', { ...object({ a: text }), patternProperties: { '^s': secret } }],
])('no answer holds what is for requests only, by %s', async (_, schema) => {
  const { value, told } = await made(schema, components);
  expect(Object.keys(value as object)).toEqual(['a']);
  expect(told).toBe('answer=made, valid');
});

async function answered(responses: object, version = '3.1.0') {
  const get = { security: [], responses };
  const { call } = aSandboxOf(anOpenApiFile({ openapi: version, paths: { '/a': { get } } }));
  return call({ path: '/a' });
}
const answering = (type: string, media: object, version?: string) =>
  answered({ 200: { description: 'OK', content: { [type]: media } } }, version);

test.each<[string, string, object, string]>([
  ['a text as XML', 'application/xml', { schema: text }, '<root>string</root>'],
  ['a text as XML of a name', 'application/xml', { schema: { ...text, xml: { name: 'code' } } }, '<code>string</code>'],
  ['XML that the file states', 'application/xml', { example: '<a>1</a>' }, '<a>1</a>'],
  [
    'an event with its fields',
    'text/event-stream',
    { example: [{ event: 'seen', id: 7, data: { a: 'b' } }, { data: 'two\nlines' }] },
    'event: seen\nid: 7\ndata: {"a":"b"}\n\ndata: two\ndata: lines\n\n',
  ],
  ['a schema that says nothing', 'application/json', { schema: {} }, '{}'],
  ['no schema', 'application/json', {}, '{}'],
  ['no schema of text', 'text/plain', {}, 'string'],
  [
    'parts of no type',
    'application/json',
    { schema: { allOf: [{ properties: { a: text } }, { properties: { b: text } }] } },
    '{"a":"string","b":"string"}',
  ],
  [
    'a property that is called as a keyword',
    'application/json',
    { schema: object({ properties: text, discriminator: text }) },
    '{"properties":"string","discriminator":"string"}',
  ],
])('%s is answered as what it is', async (_, type, media, body) => {
  expect((await answering(type, media)).text).toBe(body);
});

test('items of a sequence are made by their schema, as OpenAPI 3.2 has it', async () => {
  const { text: lines } = await answering(
    'application/jsonl',
    { itemSchema: object({ a: { type: 'integer' } }) },
    '3.2.0',
  );
  expect(lines).toBe('{"a":0}\n');
});

test.each([204, 205, 304])('an answer %i has no content, whatever the file says', async (status) => {
  const {
    status: given,
    text: body,
    header,
  } = await answered({
    [status]: { description: 'none', content: { 'application/json': { example: { a: 1 } } } },
  });
  expect([given, body, header('content-type')]).toEqual([status, '', undefined]);
});

test('headers come as far as a gateway takes them together, and none that is the sandbox’s own', async () => {
  const headers = Object.fromEntries(
    ['X-Sandbox', ...Array.from({ length: 12 }, (_, index) => `X-H${index}`)].map((name) => [
      name,
      { schema: text, example: 'y'.repeat(1900) },
    ]),
  );
  const answer = await answered({
    200: { description: 'OK', headers, content: { 'application/json': { example: 1 } } },
  });
  expect([...Array(12).keys()].filter((index) => answer.header(`x-h${index}`) !== undefined)).toEqual([0, 1, 2, 3]);
  expect(answer.header('x-sandbox')).toBe('answer=stated');
});

test('what cannot be made says why', async () => {
  const { told } = await made({ type: 'string', const: 'é"\\', minLength: 9 });
  expect(told).toMatch(/^answer=made, valid=\?0, why="[\x20-\x7e]+"$/);
});
