import fc from 'fast-check';
import type { ParameterDefinition } from '../../../domain/api-definition/api-definition';
import { anOperation, aSandbox } from './an-operation';

type Schema = Record<string, unknown>;

const parameter = (name: string, overrides: Partial<ParameterDefinition> = {}): ParameterDefinition => ({
  name,
  in: 'query',
  required: false,
  style: overrides.in === 'header' || overrides.in === 'path' ? 'simple' : 'form',
  explode: true,
  ...overrides,
});
const withParameters = (...parameters: ParameterDefinition[]) => aSandbox(anOperation({ parameters }));
const withBody = (schema: Schema, required = true) =>
  aSandbox(
    anOperation({
      method: 'POST',
      requestBody: { required, content: [{ contentType: 'application/fhir+json', schema, examples: [] }] },
    }),
  );
const json = [['Content-Type', 'application/fhir+json; charset=utf-8']] as const;
const post = (body: string, headers: readonly (readonly [string, string])[] = json) => ({
  method: 'POST',
  headers,
  body: Buffer.from(body),
});

test('every missing and every wrong field is named in one answer', async () => {
  const call = withParameters(
    parameter('X-Request-ID', { in: 'header', required: true }),
    parameter('id', { in: 'path', required: true, schema: { type: 'string', pattern: '^\\d{10}$' } }),
    parameter('_count', { schema: { type: 'integer', maximum: 50 } }),
  );
  const response = await call({ query: [['_count', '51']] });
  expect(response.status).toBe(400);
  for (const name of ["header 'X-Request-ID'", "path parameter 'id'", "query parameter '_count'", '<= 50']) {
    expect(response.text).toContain(name);
  }
});

test.each<[string, Schema, string[], boolean]>([
  ['a number', { type: 'integer', minimum: 1 }, ['5'], true],
  ['a number that is none', { type: 'integer' }, ['five'], false],
  ['a boolean', { type: 'boolean' }, ['true'], true],
  ['a number kept as text', { type: 'string', pattern: '^0' }, ['0123'], true],
  ['3.0 exclusive bound', { type: 'number', minimum: 0, exclusiveMinimum: true }, ['0'], false],
  ['3.0 bound that is not exclusive', { type: 'number', minimum: 0, exclusiveMinimum: false }, ['0'], true],
  ['3.1 exclusive bound', { type: 'number', exclusiveMaximum: 5 }, ['5'], false],
  ['an enumeration', { type: 'string', enum: ['a', 'b'] }, ['c'], false],
  ['a nullable enumeration', { type: 'string', nullable: true, enum: ['a'] }, ['a'], true],
  ['a list by repetition', { type: 'array', items: { type: 'integer' } }, ['1', '2'], true],
  ['a list by commas', { type: 'array', items: { type: 'integer' }, minItems: 2 }, ['1,2'], true],
  ['a list with a wrong item', { type: 'array', items: { enum: ['a'] } }, ['a,b'], false],
  ['text or list', { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, ['x'], true],
  ['a uuid', { type: 'string', format: 'uuid' }, ['nonsense'], false],
  ['a format that is a slip', { type: 'string', format: '^Bearer\\ [[:ascii:]]+$' }, ['x'], true],
  ['a pattern that cannot be compiled', { type: 'string', pattern: '([' }, ['x'], true],
  ['a pattern of the older kind', { type: 'string', pattern: '^[\\_a]$' }, ['_'], true],
  ['a type that does not exist', { type: 'guid' }, ['x'], true],
  ['required where it does not belong', { type: 'string', required: true, maxLength: 1 }, ['xx'], false],
  ['an object, which spreads', { type: 'object', required: ['a'] }, ['x'], true],
])('a parameter that is %s', async (_, schema, values, accepted) => {
  const response = await withParameters(parameter('p', { schema }))({
    query: values.map((value) => ['p', value] as const),
  });
  expect(response.status).toBe(accepted ? 200 : 400);
});

test('credentials and negotiation are not asked for: the sandbox is open', async () => {
  const names = ['Authorization', 'apikey', 'Accept', 'content-type'];
  const call = withParameters(
    ...names.map((name) => parameter(name, { in: 'header', required: true, schema: { pattern: '^Bearer' } })),
  );
  expect((await call({})).status).toBe(200);
  expect((await call({ headers: [['Authorization', 'anything']] })).status).toBe(200);
});

describe('a JSON body', () => {
  const schema: Schema = {
    type: 'object',
    required: ['resourceType', 'id'],
    properties: {
      id: { type: 'string', readOnly: true },
      resourceType: { type: 'string', enum: ['Patient'] },
      nullable: { type: 'string', nullable: true },
      name: { type: 'array', items: { type: 'object', properties: { family: { type: 'string', maxLength: 5 } } } },
      parent: { nullable: true, allOf: [{ type: 'object' }] },
    },
  };

  test.each([
    ['{"resourceType":"Patient","nullable":null,"parent":null}', 200, ''],
    ['{"resourceType":"Bundle"}', 400, '/resourceType'],
    ['{}', 400, 'resourceType'],
    ['{"resourceType":"Patient","name":[{"family":"Smithson"}]}', 400, '/name/0/family'],
    ['{"resourceType":"Patient","nullable":5}', 400, '/nullable'],
    ['{', 400, 'not valid JSON'],
    ['[]', 400, 'must be object'],
  ])('%s is answered %d', async (body, status, names) => {
    const response = await withBody(schema)(post(body));
    expect(response.status).toBe(status);
    expect(response.text).toContain(names);
  });

  test('is missed where it is required, and only there', async () => {
    const missing = await withBody(schema)({ method: 'POST', headers: json });
    expect(missing.status).toBe(400);
    expect(missing.text).toContain('MISSING_VALUE');
    expect((await withBody(schema, false)({ method: 'POST' })).status).toBe(200);
  });

  test('of another media type is 415, and one that does not say is taken for the declared one', async () => {
    const response = await withBody(schema)(post('<x/>', [['Content-Type', 'application/xml']]));
    expect(response.status).toBe(415);
    expect(response.text).toContain('application/fhir+json');
    expect((await withBody(schema)(post('{"resourceType":"Patient"}', []))).status).toBe(200);
  });
});

test('no schema and no body, however absurd, makes the sandbox fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), async (schema, body) => {
      const keywords = ['type', 'properties', 'items', 'allOf', 'required', 'pattern', 'nullable', '$ref', '$id'];
      const absurd = Object.fromEntries(Object.values(schema).map((value, index) => [keywords[index % 9], value]));
      expect([200, 400]).toContain((await withBody(absurd)(post(body))).status);
      const call = withParameters(parameter('p', { schema: absurd }));
      expect([200, 400]).toContain((await call({ query: [['p', body]] })).status);
    }),
    { numRuns: 200 },
  );
});
