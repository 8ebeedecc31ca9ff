import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSpecification } from '../../../domain/catalogue/specification/read-specification';
import { AuthorTexts } from '../../../portal/view/safe-markdown';
import { aRegistryEntry } from '../../builders';
import { aBrowser } from './a-browser';
import { aPortal } from './a-portal';

const safeHtml = (markdown: string, below = 2) => new AuthorTexts().html(markdown, below);

const ok = { 200: { description: 'Done' } };
const aDocument = (paths: object, components: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'T', version: '1.0.0', description: 'About' },
  paths,
  components,
});

test('a schema of OpenAPI 3.1 says what stands beside a reference, what its discriminator maps, and every keyword', () => {
  const Pet = {
    type: 'object',
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } },
    properties: { friend: { $ref: '#/components/schemas/Cat', description: 'Whom it plays with' } },
    patternProperties: { '^x-': { type: 'string' } },
    not: { required: ['secret'] },
    if: { required: ['age'] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: { required: ['born'] },
  };
  const Pair = { prefixItems: [{ type: 'string' }, { type: 'integer' }], contains: { const: 1 }, minContains: 2 };
  const { schemas } = readSpecification(aDocument({}, { schemas: { Pet, Pair, Cat: {}, Dog: {} } }));
  const [pet, pair] = schemas.map(({ schema }) => schema);
  expect(pet?.constraints).toContain('kind says which it is: cat for Cat, dog for Dog');
  expect(pet?.properties).toMatchObject([
    { name: 'friend', schema: { reference: { name: 'Cat' }, description: 'Whom it plays with' } },
    { name: 'any name that matches ^x-', schema: { type: 'string' } },
  ]);
  expect(pet?.alternatives.map(({ rule }) => rule)).toEqual(['Not', 'Where it is', 'it is']);
  expect(pair?.alternatives).toMatchObject([
    { rule: 'Its first items, in this order', schemas: [{ type: 'string' }, { type: 'integer' }] },
    { rule: 'At least one item is', schemas: [{ type: 'number', values: ['1'] }] },
  ]);
  expect(pair?.constraints).toEqual(['at least 2 such items']);
});

test('a description beside a reference stands for that of what it names', () => {
  const responses = { 200: { $ref: '#/components/responses/Found', description: 'The ward' } };
  const document = aDocument({ '/a': { get: { responses } } }, { responses: { Found: { description: 'Found' } } });
  const [operation] = readSpecification(document).groups.flatMap(({ operations }) => operations);
  expect(operation?.responses).toMatchObject([{ status: '200', description: 'The ward' }]);
});

test('a schema says everything about itself, and names what it refers to', () => {
  const { schemas } = readSpecification(
    aDocument(
      {},
      {
        schemas: {
          Pet: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string', maxLength: 35, pattern: '^[A-Z]' },
              kind: { type: 'string', enum: ['cat', 'dog'], nullable: true },
              parents: { type: 'array', items: { $ref: '#/components/schemas/Pet' }, maxItems: 2 },
              home: {
                oneOf: [
                  { $ref: '#/components/schemas/Pet' },
                  { type: 'object', properties: { street: { type: 'string' } } },
                ],
              },
            },
          },
        },
      },
    ),
  );
  const [pet] = schemas;
  const property = (name: string) => pet?.schema.properties.find((each) => each.name === name);
  expect(pet?.id).toBe('schema-Pet');
  expect(property('name')).toMatchObject({
    required: true,
    schema: { constraints: ['pattern ^[A-Z]', 'at most 35 characters'] },
  });
  expect(property('kind')?.schema).toMatchObject({ type: 'string or null', values: ['cat', 'dog'] });
  expect(property('parents')?.schema).toMatchObject({
    type: 'array of Pet',
    items: { reference: { id: 'schema-Pet' } },
  });
  expect(property('home')?.schema.alternatives).toMatchObject([
    { rule: 'One of', schemas: [{ reference: { name: 'Pet' } }, { properties: [{ name: 'street' }] }] },
  ]);
});

test('references that lead in a circle or nowhere end', () => {
  const circle = { type: 'object', properties: { again: { $ref: '#/paths/~1a/get/responses/200/content/x/schema' } } };
  const { groups } = readSpecification(
    aDocument({
      '/a': {
        get: {
          parameters: [
            { $ref: '#/components/parameters/none' },
            { name: 'p', in: 'query', schema: { $ref: '#/nowhere/%E0' } },
          ],
          responses: { 200: { description: '', content: { x: { schema: circle } } }, 404: { $ref: 'other.yaml' } },
        },
      },
    }),
  );
  expect(groups[0]?.operations[0]?.parameters).toMatchObject([{ place: 'Query', rows: [{ name: 'p' }] }]);
});

test('operations of the same id are told apart, and what a path shares is each one’s', () => {
  const operation = { operationId: 'same', responses: ok };
  const shared = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  const { groups } = readSpecification(aDocument({ '/{id}': { parameters: shared, get: operation, post: operation } }));
  const operations = groups.flatMap((group) => group.operations);
  expect(operations.map(({ id }) => id)).toEqual(['operation-same', 'operation-same-2']);
  expect(operations[1]?.parameters[0]?.rows[0]?.name).toBe('id');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '<svg onload=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<p style="position:fixed" onclick="alert(1)">x</p>',
  '<form action="https://evil.example"><input name="password"></form>',
  '![x](https://evil.example/pixel.png)',
  '```html"><script>alert(1)</script>\n<script>alert(1)</script>\n```',
  '[x](/sign-out)',
  '<details ontoggle=alert(1) open>',
])('%s of a producer does no harm', (markdown) => {
  const html = safeHtml(markdown);
  expect(html).not.toMatch(/<(script|img|svg|iframe|form|input)/i);
  expect(html).not.toMatch(/<[^>]*(\son\w+\s*=|style=|javascript:|data:|href="\/)/i);
});

test('headings of a producer follow on the page’s own without a gap', () => {
  const levels = [...safeHtml('# A\n\n### B\n\n##### C\n\n# D', 2).matchAll(/<h(\d)/g)].map(([, level]) => level);
  expect(levels).toEqual(['3', '4', '5', '3']);
});

test('what a producer wrote is escaped wherever it is not Markdown', async () => {
  const portal = aPortal();
  const evil = '"><script>alert(1)</script>';
  const schema = { type: evil, enum: [evil], pattern: evil, properties: { [evil]: { example: evil } } };
  const document = aDocument(
    {
      [`/${evil}`]: {
        get: {
          tags: [evil],
          summary: evil,
          operationId: evil,
          responses: {
            [evil]: {
              description: evil,
              content: { [evil]: { schema, examples: { [evil]: { summary: evil, value: evil } } } },
            },
          },
        },
      },
    },
    { schemas: { [evil]: schema }, securitySchemes: { [evil]: { description: evil } } },
  );
  await portal.registry.save(
    aRegistryEntry({ title: evil, summary: evil, apiVersion: evil, documentKey: 'evil' }),
    undefined,
  );
  await portal.documents.publish({ key: 'evil', text: JSON.stringify(document) });
  for (const path of ['/catalogue', '/catalogue/hello-world', '/catalogue/hello-world/specification', '/status']) {
    const { status, html } = await aBrowser(portal).open(path);
    expect(status).toBe(200);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toMatch(/="[^"]*"><script/);
  }
});

const specs = join(__dirname, '..', '..', '..', '..', 'shared', 'specs');
const files = existsSync(specs) ? readdirSync(specs) : [];
if (files.length === 0) console.log('skipped: ../shared/specs is not here, so no real specification is rendered');
(files.length === 0 ? describe.skip : describe)('a real specification', () => {
  test.each(files.length === 0 ? ['none'] : files)('%s is rendered whole', async (file) => {
    const portal = aPortal();
    const api = await portal.publish(join(specs, file));
    const { status, html } = await aBrowser(portal).open(`/catalogue/${api}/specification`);
    expect(status).toBe(200);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const entry = await portal.registry.find(api);
    expect(html.match(/<article class="app-operation"/g)?.length).toBeGreaterThanOrEqual(entry?.operations.length ?? 1);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g))
      if (/^(schema|operation|security)-/.test(id ?? '')) expect(ids).toContain(id);
  });
});

test('a schema that is referred to by its anchor is shown', () => {
  const schema = {
    $id: 'https://example.org/list',
    type: 'array',
    prefixItems: [{ $ref: '#count' }],
    $defs: { count: { $anchor: 'count', type: 'integer', maximum: 7 } },
  };
  const paths = { '/a': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } };
  expect(JSON.stringify(readSpecification({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths }))).toContain(
    '7 or less',
  );
});
