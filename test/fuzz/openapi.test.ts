import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseApiDefinition } from '../../domain/api-definition/parse-api-definition';
import { publishedDocument } from '../../domain/api-definition/published-document';
import { readSpecification } from '../../domain/catalogue/specification/read-specification';
import { parseJson, writeJson } from '../../domain/exact-json';
import { Failure } from '../../domain/failure';
import { makeSandbox } from '../../domain/sandbox/make-sandbox';
import { asObject, fuzz, mutated, mutatedJson, oddJson, ownNames, patience } from './fuzz';

/** Uses most of what the reader reads, in each place where a file may hold something else. */
const document = {
  openapi: '3.1.0',
  info: {
    title: 'Records',
    version: '1.0.0',
    description: '# Records\n\nWhat *they* hold.',
    contact: { email: 'a@example.org' },
  },
  servers: [{ url: 'https://example.org/records/v1' }],
  'x-nhsd-apim': {
    access: [{ title: 'Application', grants: { 'app-level3': {} } }],
    target: { type: 'external', url: 'https://target.example.org' },
  },
  security: [{ key: [] }],
  paths: {
    '/records/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: {
        operationId: 'get-record',
        tags: ['Records'],
        parameters: [
          {
            name: 'fields',
            in: 'query',
            style: 'form',
            explode: false,
            schema: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } },
          },
        ],
        responses: {
          200: {
            description: 'A record',
            headers: { ETag: { schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Record' },
                examples: { one: { value: { id: '1' } } },
              },
            },
          },
        },
      },
      put: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Record' } } },
        },
        responses: { 204: { description: 'Done' }, default: { $ref: '#/components/responses/Fault' } },
      },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } } },
    responses: {
      Fault: { description: 'A fault', content: { 'application/problem+json': { schema: { type: 'object' } } } },
    },
    schemas: {
      Record: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          parts: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Part' } },
        },
      },
      Part: {
        oneOf: [
          { type: 'object', properties: { next: { $ref: '#/components/schemas/Part' } } },
          { allOf: [{ type: 'integer', multipleOf: 3 }, { not: { const: 9 } }] },
        ],
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'apikey' } },
  },
};

const references = fc
  .constantFrom(
    '#',
    '#/',
    '#/components/schemas/Part',
    '#/paths/~1records~1{id}',
    '#/components/schemas/__proto__',
    '#/info',
    '/etc/passwd',
    '../../x.yaml',
    'https://example.org/x.yaml',
    'x.yaml#/a',
    '%2e%2e/x',
  )
  .map(($ref) => ({ $ref }));
const schemas = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'type',
        'pattern',
        'minItems',
        'maxItems',
        'minLength',
        'enum',
        'const',
        'format',
        'properties',
        'required',
        'allOf',
        'oneOf',
        'items',
        'prefixItems',
        'additionalProperties',
        'discriminator',
        'default',
        'example',
        '$anchor',
        '$id',
        ...ownNames,
      ),
      fc.oneof(
        oddJson,
        references,
        fc.array(references, { maxLength: 3 }),
        fc.constantFrom('^(a+)+$', '(', 1e8, 1e15, ['object', 'null'], 'string'),
      ),
    ),
    { maxLength: 4 },
  )
  .map(asObject);
const values = fc.oneof(oddJson, references, schemas);
const dictionary = [
  '&a',
  '*a',
  '<<: *a',
  '- ',
  '  ',
  '\t',
  '!!binary x',
  '%YAML 9',
  '---',
  '...',
  '? ',
  '"',
  "'",
  '|',
  '>',
  '{',
  '}',
  '[',
  ']',
  '#',
  ': ',
  '\u0000',
];

/** A case takes some milliseconds, most of them YAML's. */
const cases = 100;

/** What everybody does with a file: read it, publish it, show it, and answer from it. */
async function used(text: string): Promise<void> {
  const files: string[] = [];
  const readFile = (file: string) => void files.push(file);
  let read: ReturnType<typeof parseApiDefinition>;
  try {
    read = parseApiDefinition({ file: 'openapi.yaml', text, readFile });
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toContain('openapi.yaml');
    return;
  }
  const { definition } = read;
  const published = publishedDocument({
    ...read,
    apiUrl: 'https://api.example',
    tokenUrl: 'https://auth.example/oauth2/token',
  });
  readSpecification(parseJson(writeJson(published)) as Record<string, unknown>);
  const faults: unknown[] = [];
  const call = makeSandbox({ definition, onFault: (fault) => faults.push(fault) });
  for (const { method, path } of definition.operations.slice(0, 3)) {
    const request = {
      method,
      path: path.replaceAll(/\{[^}]*\}/g, '1'),
      query: [],
      headers: [['content-type', 'application/json'] as const],
      body: Buffer.from('{"id":"1"}'),
    };
    await call({ request, ids: { requestId: 'request-1', gatewayId: 'gateway-1' } });
  }
  expect(faults).toEqual([]);
}

test(
  'a file with other content is read and used, or refused by name',
  () =>
    fuzz(
      mutatedJson(document, values),
      (changed) => used(stringify(changed ?? null, { aliasDuplicateObjects: false })),
      cases,
    ),
  patience,
);

test(
  'a file with any schema is read and used, or refused by name',
  () =>
    fuzz(
      schemas,
      (schema) => {
        const components = { ...document.components, schemas: { ...document.components.schemas, Part: schema } };
        return used(stringify({ ...document, components }, { aliasDuplicateObjects: false }));
      },
      cases,
    ),
  patience,
);

test(
  'a file with other text is read and used, or refused by name',
  () => fuzz(mutated(stringify(document), dictionary), used, cases),
  patience,
);
