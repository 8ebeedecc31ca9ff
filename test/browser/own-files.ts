import { aLargeApi } from '../a-large-api';

/** One small file for each kind of file that was once refused, published wrongly or answered wrongly. */
export interface OwnFile {
  readonly kind: string;
  /** By name, the first of them the API's own. */
  readonly files: Record<string, string>;
  /** Below the base path; nothing where the file is to be refused. */
  readonly call?: string;
  /** What the sandbox answers. */
  readonly answers?: RegExp;
  /** What its page says. */
  readonly shows?: RegExp;
  /** What the start says of it, where it is refused or something of it is left out. */
  readonly told?: RegExp;
}

interface Document {
  readonly name: string;
  readonly version?: string;
  readonly paths: object;
  readonly more?: object;
}

const text = { type: 'string' };
const answering = (media: object, type = 'application/json') => ({
  security: [],
  responses: { 200: { description: 'OK', content: { [type]: media } } },
});
const document = ({ name, version = '3.1.0', paths, more = {} }: Document): string =>
  JSON.stringify({
    openapi: version,
    info: { title: `Kind ${name}`, version: '1' },
    servers: [{ url: `https://api.example.nhs.uk/kind-${name}` }],
    paths,
    ...more,
  });

const anchors = `openapi: 3.0.3
info: { title: Kind anchors, version: '1' }
servers: [{ url: https://api.example.nhs.uk/kind-anchors }]
x-text: &text { type: string }
paths:
  /a:
    get:
      security: []
      responses:
        200:
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties: { ${Array.from({ length: 150 }, (_, number) => `p${number}: *text`).join(', ')} }
`;

const wide = (count: number) => ({
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `p${number}`,
      { type: 'object', required: ['is'], properties: { is: { type: 'string', minLength: 2, maxLength: 9 } } },
    ]),
  ),
});

export const ownFiles: readonly OwnFile[] = [
  {
    kind: 'operation',
    files: {
      'operation.json': document({ name: 'operation', paths: { '/a': { get: { $ref: 'parts/get.json' } } } }),
      'parts/get.json': JSON.stringify({
        ...answering({ example: { from: 'a file' } }),
        security: [{ 'nhs-cis2-aal3': [] }],
      }),
    },
    call: '/a',
    answers: /"from":"a file"/,
    shows: /nhs-cis2-aal3/,
  },
  {
    kind: 'large',
    files: { 'large.json': JSON.stringify(aLargeApi({ operations: 300, basePath: '/kind-large' })) },
    call: '/wards-1',
    answers: /"wardId"/,
    shows: /\/wards-30\/\{wardId\}/,
  },
  {
    kind: 'unnamed',
    files: {
      'unnamed.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: '予約', version: '1' },
        paths: { '/a': { get: answering({ example: 1 }) } },
      }),
    },
    told: /unnamed\.json:1: /,
  },
  {
    kind: 'examples',
    files: {
      'examples.json': document({
        name: 'examples',
        paths: {
          '/a': {
            get: answering({ schema: { type: 'object', required: ['b'], properties: { b: text } }, example: { a: 1 } }),
          },
        },
      }),
    },
    call: '/a',
    answers: /^\{"a":1\}$/,
    shows: /"a": 1/,
  },
  {
    kind: 'whole',
    files: {
      'whole.json': document({
        name: 'whole',
        paths: {
          '/a': {
            get: answering({
              schema: {
                oneOf: [{ $ref: 'parts/pets.json#/cat' }, { $ref: 'parts/pets.json#/dog' }],
                discriminator: {
                  propertyName: 'kind',
                  mapping: { feline: 'parts/pets.json#/cat', canine: 'parts/pets.json#/dog' },
                },
              },
            }),
          },
        },
        more: {
          webhooks: { seen: { post: { security: [{ other: [] }], responses: { 200: { description: 'OK' } } } } },
        },
      }),
      'parts/pets.json': JSON.stringify({
        cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: text, lives: { type: 'integer' } } },
        dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: text, bark: text } },
      }),
    },
    call: '/a',
    answers: /"kind":"feline"/,
    shows: /feline/,
  },
  {
    kind: 'parameters',
    files: {
      'parameters.json': document({
        name: 'parameters',
        paths: {
          '/a': {
            get: {
              ...answering({ example: 'taken' }),
              parameters: [
                {
                  name: 'ids',
                  in: 'query',
                  style: 'pipeDelimited',
                  explode: false,
                  schema: { type: 'array', items: { type: 'integer' } },
                },
                {
                  name: 'of',
                  in: 'query',
                  style: 'deepObject',
                  schema: { type: 'object', properties: { x: { type: 'integer' } } },
                },
              ],
            },
          },
        },
      }),
    },
    call: '/a?ids=1%7C2&of[x]=3',
    answers: /^"taken"$/,
    shows: /ids/,
  },
  {
    kind: 'made',
    files: {
      'made.json': document({
        name: 'made',
        paths: {
          '/a': {
            get: answering(
              {
                schema: {
                  type: 'object',
                  xml: { name: 'ward' },
                  properties: { code: { ...text, pattern: '^[A-Z]{3}$' } },
                },
              },
              'application/xml',
            ),
          },
        },
      }),
    },
    call: '/a',
    answers: /^<ward><code>[A-Z]{3}<\/code><\/ward>$/,
    shows: /pattern \^\[A-Z\]\{3\}\$/,
  },
  {
    kind: 'data',
    files: {
      'data.json': document({ name: 'data', paths: { '/a': { get: answering({ example: { $ref: '../Users/1' } }) } } }),
    },
    call: '/a',
    answers: /^\{"\$ref":"\.\.\/Users\/1"\}$/,
    shows: /\.\.\/Users\/1/,
  },
  { kind: 'anchors', files: { 'anchors.yaml': anchors }, call: '/a', answers: /"p149":"string"/, shows: /p149/ },
  {
    kind: 'big',
    files: { 'big.json': document({ name: 'big', paths: { '/a': { get: answering({ schema: wide(600) }) } } }) },
    call: '/a',
    answers: /"p599":\{"is":"string"\}/,
    shows: /Kind big/,
  },
  {
    kind: 'dialect',
    files: {
      'dialect.json': document({
        name: 'dialect',
        paths: {
          '/a': {
            get: answering({
              schema: {
                $id: 'https://example.org/list',
                type: 'array',
                prefixItems: [{ $ref: '#count' }, { type: ['string', 'null'] }],
                $defs: { count: { $anchor: 'count', type: 'integer', exclusiveMinimum: 3, maximum: 9007199254740992 } },
              },
            }),
          },
        },
      }).replace('9007199254740992', '9007199254740993'),
    },
    call: '/a',
    answers: /^\[\d+,"string"\]$/,
    shows: /9007199254740993/,
  },
  {
    kind: 'broken',
    files: {
      'broken.json': document({ name: 'broken', paths: { '/a': { get: { $ref: 'parts/broken.yaml' } } } }),
      'parts/broken.yaml': 'responses:\n  200: {\n',
    },
    told: /parts\/broken\.yaml:\d+ is not YAML or JSON/,
  },
];
