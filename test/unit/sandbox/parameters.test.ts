import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';
import { aSandboxOf } from './a-sandbox-of';

const list = { type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 };
const point = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
  required: ['R', 'G', 'B'],
  additionalProperties: false,
};

interface Sent {
  readonly path?: string;
  readonly query?: string;
  readonly header?: string;
  readonly cookie?: string;
}

async function statusOf(parameter: Record<string, unknown>, { path = 'x', query = '', header, cookie }: Sent) {
  const inPath = parameter.in === 'path';
  const parameters = [{ name: 'color', required: true, ...parameter }, ...(inPath ? [] : [])];
  const item = { get: anOperation({ parameters }) };
  const { call } = aSandboxOf(
    anOpenApiFile({ openapi: '3.1.0', paths: { [inPath ? '/a/{color}' : '/a/x']: item }, components: { schemas } }),
  );
  const { status } = await call({
    path: `/a/${path}`,
    query: [...new URLSearchParams(query)],
    headers: [
      ...(header === undefined ? [] : [['color', header] as const]),
      ...(cookie === undefined ? [] : [['Cookie', cookie] as const]),
    ],
  });
  return status;
}

const schemas = {
  List: list,
  Through: { allOf: [{ $ref: '#/components/schemas/List' }] },
  Maybe: { ...list, type: ['array', 'null'] },
  Either: { oneOf: [{ type: 'integer' }, { $ref: '#/components/schemas/List' }] },
  Point: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['G', 'B'] }] },
  Base: { ...point, required: ['R'] },
};

/** OpenAPI 3.1, "Style Values" and "Style Examples", row by row; then what would be of another style or wrong. */
const rows: [style: string, explode: boolean, place: string, schema: object, right: Sent, wrong: Sent][] = [
  ['simple', false, 'path', { type: 'integer' }, { path: '5' }, { path: 'five' }],
  ['simple', false, 'path', list, { path: '3,4,5' }, { path: '3,4' }],
  ['simple', true, 'path', list, { path: '3,4,5' }, { path: '3,x,5' }],
  ['simple', false, 'path', point, { path: 'R,100,G,200,B,150' }, { path: 'R,100,G,200' }],
  ['simple', true, 'path', point, { path: 'R=100,G=200,B=150' }, { path: 'R=100,G=red,B=150' }],
  ['label', false, 'path', { type: 'integer' }, { path: '.5' }, { path: '.five' }],
  ['label', false, 'path', list, { path: '.3,4,5' }, { path: '.3,4' }],
  ['label', true, 'path', list, { path: '.3.4.5' }, { path: '.3.4' }],
  ['label', false, 'path', point, { path: '.R,100,G,200,B,150' }, { path: '.R,100,G,200,B' }],
  ['label', true, 'path', point, { path: '.R=100.G=200.B=150' }, { path: '.R=100.G=200' }],
  ['matrix', false, 'path', { type: 'integer' }, { path: ';color=5' }, { path: ';color=five' }],
  ['matrix', false, 'path', list, { path: ';color=3,4,5' }, { path: ';color=3,4' }],
  ['matrix', true, 'path', list, { path: ';color=3;color=4;color=5' }, { path: ';color=3;color=4' }],
  ['matrix', false, 'path', point, { path: ';color=R,100,G,200,B,150' }, { path: ';color=R,100' }],
  ['matrix', true, 'path', point, { path: ';R=100;G=200;B=150' }, { path: ';R=100;G=200' }],
  ['form', false, 'query', { type: 'integer' }, { query: 'color=5' }, { query: 'color=five' }],
  ['form', false, 'query', list, { query: 'color=3,4,5' }, { query: 'color=3,4' }],
  ['form', true, 'query', list, { query: 'color=3&color=4&color=5' }, { query: 'color=3&color=4' }],
  ['form', false, 'query', point, { query: 'color=R,100,G,200,B,150' }, { query: 'color=R,100,G,200' }],
  ['form', true, 'query', point, { query: 'R=100&G=200&B=150' }, { query: 'R=100&G=200' }],
  ['spaceDelimited', false, 'query', list, { query: 'color=3%204%205' }, { query: 'color=3%204' }],
  ['spaceDelimited', false, 'query', point, { query: 'color=R%20100%20G%20200%20B%20150' }, { query: 'color=R%20100' }],
  ['pipeDelimited', false, 'query', list, { query: 'color=3|4|5' }, { query: 'color=3%7C4' }],
  ['pipeDelimited', false, 'query', point, { query: 'color=R|100|G|200|B|150' }, { query: 'color=R|100|G' }],
  ['deepObject', true, 'query', point, { query: 'color[R]=100&color[G]=200&color[B]=150' }, { query: 'color[R]=100' }],
  ['simple', false, 'header', { type: 'integer' }, { header: '5' }, { header: 'five' }],
  ['simple', false, 'header', list, { header: '3,4,5' }, { header: '3,4' }],
  ['simple', false, 'header', point, { header: 'R,100,G,200,B,150' }, { header: 'R,100' }],
  ['simple', true, 'header', point, { header: 'R=100,G=200,B=150' }, { header: 'R=100' }],
  ['form', false, 'cookie', { type: 'integer' }, { cookie: 'a=1; color=5' }, { cookie: 'color=five' }],
  ['form', false, 'cookie', list, { cookie: 'color=3%2C4%2C5' }, { cookie: 'color=3%2C4' }],
  ['form', true, 'cookie', list, { cookie: 'color=3; color=4; color=5' }, { cookie: 'color=3; color=4' }],
  ['form', false, 'cookie', point, { cookie: 'color=R,100,G,200,B,150' }, { cookie: 'color=R,100' }],
];

test.each(rows)('%s, exploded %s, in %s: %j', async (style, explode, place, schema, right, wrong) => {
  const parameter = { in: place, style, explode, schema };
  expect([await statusOf(parameter, right), await statusOf(parameter, wrong)]).toEqual([200, 400]);
});

test.each(['List', 'Through', 'Maybe', 'Either'])('a list is known for one through %s', async (name) => {
  const parameter = { in: 'query', schema: { $ref: `#/components/schemas/${name}` } };
  expect(await statusOf(parameter, { query: 'color=3&color=4&color=5' })).toBe(200);
  expect(await statusOf(parameter, { query: 'color=3&color=4' })).toBe(400);
});

test('an object is known for one through references and compositions', async () => {
  const parameter = { in: 'query', schema: { $ref: '#/components/schemas/Point' } };
  expect(await statusOf(parameter, { query: 'R=1&G=2&B=3' })).toBe(200);
  expect(await statusOf(parameter, { query: 'R=1&G=2' })).toBe(400);
});

test.each(['query', 'header', 'cookie'])('one in a %s that is asked for and not sent is missing', async (place) => {
  expect(await statusOf({ in: place, schema: { type: 'string' } }, {})).toBe(400);
});

test('a default style and commas in an exploded list are taken, as clients write them', async () => {
  const parameter = { in: 'query', schema: list };
  expect(await statusOf(parameter, { query: 'color=3,4,5' })).toBe(200);
});

test('an exploded list of one value that holds a blank, a comma or a bar is one value', async () => {
  const schema = { type: 'array', items: { type: 'string', enum: ['Smith, Ann', 'a b', 'a|b'] } };
  for (const value of ['Smith, Ann', 'a b', 'a|b']) {
    const query = new URLSearchParams({ color: value }).toString();
    expect(await statusOf({ in: 'query', schema }, { query })).toBe(200);
  }
});

test('a deep object of more than one level and of lists is read', async () => {
  const schema = {
    type: 'object',
    required: ['name', 'tags'],
    properties: {
      name: { type: 'object', required: ['first'], properties: { first: { type: 'string', minLength: 2 } } },
      tags: { type: 'array', items: { type: 'integer' }, minItems: 2 },
    },
  };
  const parameter = { in: 'query', style: 'deepObject', explode: true, schema };
  expect(await statusOf(parameter, { query: 'color[name][first]=Ada&color[tags][]=1&color[tags][]=2' })).toBe(200);
  expect(await statusOf(parameter, { query: 'color[name][first]=A&color[tags][0]=1&color[tags][1]=2' })).toBe(400);
  expect(await statusOf(parameter, { query: 'color[__proto__][first]=Ada&color[constructor]=1' })).toBe(400);
});

test('one with content is written in its media type', async () => {
  const parameter = { in: 'query', content: { 'application/json': { schema: point } } };
  expect(await statusOf(parameter, { query: `color=${encodeURIComponent('{"R":1,"G":2,"B":3}')}` })).toBe(200);
  expect(await statusOf(parameter, { query: `color=${encodeURIComponent('{"R":"1"}')}` })).toBe(400);
  expect(await statusOf(parameter, { query: 'color=nothing' })).toBe(400);
});

test('an empty value is taken where the file allows it', async () => {
  const parameter = { in: 'query', schema: { type: 'integer' } };
  expect(await statusOf({ ...parameter, allowEmptyValue: true }, { query: 'color=' })).toBe(200);
  expect(await statusOf(parameter, { query: 'color=' })).toBe(400);
});

test('what the file shows is taken, whatever its schema says of it', async () => {
  const parameter = { in: 'query', schema: { type: 'string', pattern: '^\\d+$' }, example: 'NHS-1' };
  expect(await statusOf(parameter, { query: 'color=NHS-1' })).toBe(200);
  expect(await statusOf(parameter, { query: 'color=NHS-2' })).toBe(400);
});
