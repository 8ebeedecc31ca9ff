import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';
import { aSandboxOf, posted } from './a-sandbox-of';

type Schemas = Record<string, unknown>;

function post(schema: unknown, schemas: Schemas = {}, { openapi = '3.1.0', more = {}, files = {} } = {}) {
  const requestBody = { required: true, content: { 'application/json': { schema, ...more } } };
  const file = anOpenApiFile({
    openapi,
    paths: { '/a': { post: anOperation({ requestBody }) } },
    components: { schemas },
  });
  const { call, warnings } = aSandboxOf(file, files);
  return {
    warnings,
    sends: async (body: unknown) => (await call({ path: '/a', ...posted(JSON.stringify(body)) })).status,
    told: async (body: unknown): Promise<string[]> => {
      const { text } = await call({ path: '/a', ...posted(JSON.stringify(body)) });
      return JSON.parse(text)
        .detail.split(/; |^/)
        .map((each: string) => each.replace('Invalid value in body: ', ''));
    },
  };
}

const outcome = async (sends: (body: unknown) => Promise<number>, ...bodies: unknown[]) =>
  Promise.all(bodies.map(sends));

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('a discriminator says which alternative is meant, so that one which takes all does not count too', async () => {
  const base = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
  const { sends } = post(
    {
      oneOf: [ref('Cat'), ref('Dog')],
      discriminator: { propertyName: 'kind', mapping: { pussy: '#/components/schemas/Cat', hound: 'Dog' } },
    },
    {
      Cat: { ...base, properties: { ...base.properties, name: { type: 'string' } } },
      Dog: { ...base, properties: { ...base.properties, age: { type: 'integer' } } },
    },
  );
  const right = [{ kind: 'Cat', name: 'a' }, { kind: 'pussy' }, { kind: 'hound', age: 3, name: 4 }];
  expect(await outcome(sends, ...right)).toEqual([200, 200, 200]);
  expect(await outcome(sends, { kind: 'Cat', name: 4 }, { kind: 'hound', age: 'x' }, { name: 'a' })).toEqual([
    400, 400, 400,
  ]);
});

test.each([
  ['the alternative that it names', { kind: 'Cat', lives: 'x' }, ['/lives must be integer']],
  ['that it is not there', { lives: 'x' }, ["must have required property 'kind'"]],
  ['that it names none', { kind: 'Cow' }, ['/kind must be equal to one of the allowed values: Cat, Dog']],
])('of a value that is wrong a discriminator tells %s, and that alone', async (_, body, expected) => {
  const animal = (kind: string, more: Schemas) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: kind }, ...more },
    additionalProperties: false,
  });
  for (const keyword of ['oneOf', 'anyOf']) {
    const { told } = post(
      { type: 'array', items: { [keyword]: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } } },
      { Cat: animal('Cat', { lives: { type: 'integer' } }), Dog: animal('Dog', { tail: { type: 'boolean' } }) },
    );
    expect(await told([{ kind: 'Dog', tail: true }, body, body])).toEqual(
      [1, 2].flatMap((index) => expected.map((each) => `/${index}${each.startsWith('/') ? '' : ' '}${each}`)),
    );
  }
});

test('a value that is not the constant is told the constant', async () => {
  const { told } = post({ properties: { a: { const: 'one' }, b: { const: { c: [1, 2] } } } });
  expect(await told({ a: 'two', b: 3 })).toEqual([
    '/a must be equal to constant: one',
    '/b must be equal to constant: {"c":[1,2]}',
  ]);
});

test.each<[string, unknown, Schemas]>([
  [
    'in another member of allOf',
    { allOf: [{ required: ['id', 'name'] }, { properties: { id: { readOnly: true }, name: {} } }] },
    {},
  ],
  [
    'behind a reference',
    { required: ['id', 'name'], allOf: [ref('Base')] },
    { Base: { properties: { id: { readOnly: true } } } },
  ],
  [
    'asked for by what is referred to',
    { allOf: [ref('Base'), { properties: { id: { readOnly: true } } }] },
    { Base: { required: ['id', 'name'] } },
  ],
  ['beside itself', { required: ['id', 'name'], properties: { id: { readOnly: true, type: 'string' } } }, {}],
])('what is readOnly %s is not asked for, and the rest is', async (_, schema, schemas) => {
  const { sends } = post(schema, schemas);
  expect(await outcome(sends, { name: 'a' }, {}, { id: '1' }, { id: '1', name: 'a' })).toEqual([200, 400, 400, 200]);
});

test('a readOnly member within lists and members is not asked for', async () => {
  const item = { type: 'object', required: ['id', 'name'], properties: { id: { readOnly: true } } };
  const { sends } = post({ properties: { items: { type: 'array', items: item }, one: item } });
  expect(await outcome(sends, { items: [{ name: 'a' }], one: { name: 'b' } }, { items: [{}] })).toEqual([200, 400]);
});

test('a schema that refers to itself is held against every level', async () => {
  const node = { type: 'object', required: ['name'], properties: { children: { type: 'array', items: ref('Node') } } };
  const { sends } = post(ref('Node'), { Node: node });
  const tree = (leaf: object) => ({
    name: 'a',
    children: [{ name: 'b', children: [{ name: 'c', children: [leaf] }] }],
  });
  expect(await outcome(sends, tree({ name: 'd' }), tree({}))).toEqual([200, 400]);
});

test('a schema of many thousand values is held against what is sent, and required with it', async () => {
  const schemas: Schemas = {};
  for (let number = 0; number < 900; number += 1) {
    const next = number < 899 ? { next: ref(`S${number + 1}`) } : { end: { type: 'integer' } };
    const fields = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`f${index}`, { type: 'string', maxLength: 9 }]),
    );
    schemas[`S${number}`] = { type: 'object', required: ['f0'], properties: { ...fields, ...next } };
  }
  const { sends } = post(ref('S0'), schemas);
  expect(await outcome(sends, { f0: 'a', next: { f0: 'b' } }, { f0: 'a', next: {} }, {})).toEqual([200, 400, 400]);
});

test('a schema beyond what is checked is told by lint', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`f${index}`, { type: 'string', maxLength: 9 }]),
  );
  const { warnings } = post({ type: 'object', properties });
  expect(warnings).toContainEqual(
    expect.stringMatching(/the schema of application\/json is too large, and requests are not checked; split it/),
  );
});

test.each<[string, string, unknown, unknown[], unknown[]]>([
  ['3.0 nullable', '3.0.3', { type: 'object', nullable: true }, [null, {}], [1]],
  ['3.0 nullable reference', '3.0.3', { allOf: [ref('A')], nullable: true }, [null, { a: 1 }], [{ a: 'x' }]],
  ['3.0 exclusive bound', '3.0.3', { type: 'number', minimum: 1, exclusiveMinimum: true }, [2], [1]],
  ['3.0: what is beside a reference is ignored', '3.0.3', { ...ref('A'), required: ['b'] }, [{ a: 1 }], [{ a: 'x' }]],
  ['3.1: what is beside a reference counts', '3.1.0', { ...ref('A'), required: ['b'] }, [{ b: 1 }], [{ a: 1 }]],
  ['3.1 exclusive bound', '3.1.0', { type: 'number', exclusiveMinimum: 1 }, [2], [1]],
  ['list of types', '3.1.0', { type: ['string', 'null'] }, [null, 'a'], [1]],
  [
    'prefixItems',
    '3.1.0',
    { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
    [['a', 1]],
    [[1], ['a', 'b']],
  ],
  [
    'patternProperties',
    '3.1.0',
    { patternProperties: { '^n': { type: 'integer' } } },
    [{ n1: 1, a: 'b' }],
    [{ n1: 'x' }],
  ],
  ['not', '3.1.0', { not: { required: ['a'] } }, [{}], [{ a: 1 }]],
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
  ['if and then', '3.1.0', { if: { required: ['a'] }, then: { required: ['b'] } }, [{}, { a: 1, b: 1 }], [{ a: 1 }]],
  ['contains', '3.1.0', { contains: { const: 1 }, minContains: 2 }, [[1, 1]], [[1]]],
  ['dependentRequired', '3.1.0', { dependentRequired: { a: ['b'] } }, [{ b: 1 }], [{ a: 1 }]],
  ['unevaluatedProperties', '3.1.0', { allOf: [ref('A')], unevaluatedProperties: false }, [{ a: 1 }], [{ a: 1, z: 1 }]],
  ['an anchor', '3.1.0', { $ref: '#apple' }, [{ seeds: 3 }], [{ seeds: 'x' }]],
  ['an $id', '3.1.0', { $ref: 'https://example.org/pear' }, [{ stalk: true }], [{ stalk: 1 }]],
  ['an $id and a pointer', '3.1.0', { $ref: 'https://example.org/pear#/properties/stalk' }, [true], [1]],
  ['a dynamic reference', '3.1.0', ref('Tree'), [{ children: [{ children: [] }] }], [{ children: [{ children: 1 }] }]],
  ['true and false', '3.1.0', { properties: { a: true, b: false } }, [{ a: 1 }], [{ b: 1 }]],
])('%s', async (_, openapi, schema, right, wrong) => {
  const { sends } = post(
    schema,
    {
      A: { properties: { a: { type: 'integer' } } },
      Apple: { $anchor: 'apple', properties: { seeds: { type: 'integer' } } },
      Pear: { $id: 'https://example.org/pear', properties: { stalk: { type: 'boolean' } } },
      Tree: { $dynamicAnchor: 'node', properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } } },
    },
    { openapi },
  );
  expect(await outcome(sends, ...right)).toEqual(right.map(() => 200));
  expect(await outcome(sends, ...wrong)).toEqual(wrong.map(() => 400));
});

test('a request that the file shows is taken, and lint tells that its schema refuses it, with the line', async () => {
  const schema = { type: 'object', properties: { id: { type: 'integer' } } };
  const { sends, warnings } = post(schema, {}, { more: { examples: { one: { value: { id: 'x' } } } } });
  expect(await outcome(sends, { id: 'x' }, { id: 'y' })).toEqual([200, 400]);
  expect(warnings).toContainEqual(
    expect.stringMatching(
      /^api\.json:\d+: the example "one" of application\/json is not what its schema asks for \(\/id must be integer\)/,
    ),
  );
});
test('a $ref within a value is data', async () => {
  const value = { members: [{ value: '1', $ref: '../Users/1' }], schema: { $ref: '#/definitions/a' } };
  const { sends, warnings } = post({ type: 'object' }, {}, { more: { example: value } });
  expect(await outcome(sends, value)).toEqual([200]);
  expect(warnings.join()).not.toContain('leads nowhere');
});
