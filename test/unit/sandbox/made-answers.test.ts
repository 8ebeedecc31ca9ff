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
    object({ a: { const: 1 } }, { required: ['a'], if: object({ a: { const: 1 } }), then: { required: ['b'] } }),
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
