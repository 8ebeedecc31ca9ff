import { summaryOf } from '../../../domain/publishing/summary-of';
import { AuthorTexts } from '../../../portal/view/safe-markdown';
import { aRegistryEntry } from '../../builders';
import { aBrowser } from './a-browser';
import { aPortal } from './a-portal';

const safeHtml = (markdown: string, below = 2) => new AuthorTexts().html(markdown, below);

const long = 20_000;
test.each([
  ['>', '>'.repeat(long)],
  ['> ', '> '.repeat(long)],
  ['- ', '- '.repeat(long)],
  ['1. ', '1. '.repeat(long)],
  ['>- ', '>- '.repeat(long)],
  ['a list as deep as it is long', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
  ['[', '['.repeat(long)],
  ['![a', '![a'.repeat(long)],
  ['[a](', '[a]('.repeat(long)],
  ['<', '<'.repeat(long)],
  ['<a ', '<a '.repeat(long)],
  ['<!--', '<!--'.repeat(long)],
  ['*a **a ', '*a **a '.repeat(long)],
  ['_a ', '_a '.repeat(long)],
  ['`a', '`a'.repeat(long)],
  ['&', '&'.repeat(long)],
  ['an address without end', `${'a'.repeat(long)}@`],
  ['http://a.', 'http://a.'.repeat(long)],
  ['columns without end', `${'a|'.repeat(5000)}\n${'-|'.repeat(5000)}\n${'a|\n'.repeat(5000)}`],
])('%s, again and again, is made into a page', (_, text) => {
  expect(safeHtml(text).length).toBeLessThan(2_000_000);
  expect(summaryOf(text).length).toBeLessThanOrEqual(240);
});

test('long text is cut, and short text is as it was written', () => {
  expect(safeHtml('x '.repeat(100_000))).toMatch(/…<\/p>\n$/);
  expect(safeHtml('| a |\n|---|\n| ~~b~~ **c** |')).toContain('<td><s>b</s> <strong>c</strong></td>');
});

const schemas = (count: number, refer: (ref: string) => object) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `S${index}`,
      refer(`#/components/schemas/S${(index + 1) % count}/properties/a`),
    ]),
  );
const answers = (schema: object) => ({ 200: { description: '', content: { 'application/json': { schema } } } });
const ref = ($ref: string) => ({ $ref });

test.each<[string, object]>([
  [
    'schemas that double at each step',
    {
      paths: { '/a': { get: { responses: answers(ref('#/components/schemas/S0')) } } },
      components: {
        schemas: schemas(3, ($ref) => ({
          type: 'object',
          properties: { a: { type: 'object', properties: { b: { $ref }, c: { $ref }, d: { $ref }, e: { $ref } } } },
        })),
      },
    },
  ],
  [
    'a schema of itself',
    { paths: {}, components: { schemas: { A: { allOf: [ref('#/components/schemas/A/allOf/0')] } } } },
  ],
  [
    'an enumeration without end',
    { paths: {}, components: { schemas: { A: { enum: Array.from({ length: 100_000 }, (_, index) => `v${index}`) } } } },
  ],
  [
    'parameters without end',
    {
      paths: {
        '/a': {
          get: {
            parameters: Array.from({ length: 60_000 }, (_, index) => ({ name: `p${index}`, in: 'query' })),
            responses: {},
          },
        },
      },
    },
  ],
  [
    'descriptions without end',
    {
      paths: {
        '/a': { get: { description: 'x'.repeat(3_000_000), responses: { 200: { description: '>'.repeat(long) } } } },
      },
    },
  ],
  [
    'names of JavaScript’s own',
    {
      paths: {
        '/a': {
          get: {
            parameters: [{ $ref: '#/constructor' }],
            tags: ['__proto__'],
            responses: answers(ref('#/components/schemas/constructor')),
          },
        },
      },
      components: { schemas: { toString: { $ref: '#/components/schemas/valueOf' }, B: { $ref: '#/__proto__' } } },
    },
  ],
])('a document with %s has its pages, and the catalogue has all the others', async (_, parts) => {
  const portal = aPortal();
  const description = 'x'.repeat(400_000);
  const entry = aRegistryEntry({ title: 'Evil', summary: description, documentKey: 'evil' });
  await portal.registry.save(entry, undefined);
  const document = { openapi: '3.0.3', info: { title: 'T', version: '1', description }, ...parts };
  await portal.documents.publish({ key: 'evil', text: JSON.stringify(document) });
  const browser = aBrowser(portal);
  for (const path of ['', `/${entry.api}`, `/${entry.api}/specification`]) {
    const { status, html } = await browser.open(`/catalogue${path}`);
    expect(status).toBe(200);
    // What a function may answer: 6 MB.
    expect(Buffer.byteLength(html)).toBeLessThan(5_000_000);
  }
});

test('a page that leaves something out says so', async () => {
  const portal = aPortal();
  await portal.registry.save(aRegistryEntry({ documentKey: 'large' }), undefined);
  const parameters = Array.from({ length: 60_000 }, (_, index) => ({ name: `p${index}`, in: 'query' }));
  const document = { openapi: '3.0.3', info: {}, paths: { '/a': { get: { parameters, responses: {} } } } };
  await portal.documents.publish({ key: 'large', text: JSON.stringify(document) });
  const { html } = await aBrowser(portal).open('/catalogue/hello-world/specification');
  expect(html).toContain('too large to be shown whole');
});
