import { join } from 'node:path';
import { searchApis } from '../../../domain/catalogue/search-apis';
import { summaryOf } from '../../../domain/publishing/summary-of';
import { aBrowser } from './a-browser';
import { aPortal } from './a-portal';

const apis = join(__dirname, '..', '..', '..', 'apis');

async function aPublishedPortal() {
  const portal = aPortal();
  for (const api of ['hello-world', 'growth-charts'])
    await portal.publish(join(apis, api, 'openapi.yaml'), { service: { status: 'stable' } });
  return { portal, visitor: aBrowser(portal) };
}
const listed = (html: string) => [...html.matchAll(/<h3[^>]*><a href="\/catalogue\/([^"]+)"/g)].map(([, api]) => api);

test.each([
  ['hello', ['hello-world']],
  ['helo wrld', ['hello-world']],
  ['growht', ['growth-charts']],
  ['CHARTS', ['growth-charts']],
  ['measur', ['growth-charts']],
  ['', ['growth-charts', 'hello-world']],
  ['zzzzzz', []],
  ['<script>alert(1)</script>', []],
  ['hello nonsensical', []],
])('the search "%s" finds %j', async (words, expected) => {
  const { visitor } = await aPublishedPortal();
  const { status, html } = await visitor.open(`/catalogue?q=${encodeURIComponent(words)}`);
  expect(status).toBe(200);
  expect(listed(html)).toEqual(expected);
  expect(html).not.toContain('<script>alert');
});

test.each([
  ['access=open-access', ['hello-world']],
  ['access=user-restricted&access=open-access', ['hello-world']],
  ['access=application-restricted', ['growth-charts', 'hello-world']],
  ['status=stable', ['growth-charts', 'hello-world']],
  ['status=alpha', []],
  ['access=nonsense&status=%00', ['growth-charts', 'hello-world']],
  ['q=growth&access=user-restricted', []],
])('the filter %s finds %j', async (query, expected) => {
  const { visitor } = await aPublishedPortal();
  expect(listed((await visitor.open(`/catalogue?${query}`)).html)).toEqual(expected);
});

test('an API is searched for among many by a mistyped name', () => {
  const many = Array.from({ length: 600 }, (_, index) => ({
    ...{
      api: `api-${index}`,
      title: `Register number ${index}`,
      version: '1',
      summary: '',
      organisation: 'NHS England',
    },
    ...{
      basePath: `/api-${index}`,
      status: 'stable' as const,
      access: [],
      operations: '',
      updatedAt: '',
      publisher: {},
    },
  }));
  const wanted = { ...many[0], api: 'pds', title: 'Personal Demographics Service' } as (typeof many)[number];
  const found = searchApis([...many, wanted], { words: 'demogrphics', access: [], status: [] });
  expect(found.map(({ api }) => api)).toEqual(['pds']);
});

test('what is published can be downloaded as it was published', async () => {
  const { portal, visitor } = await aPublishedPortal();
  const json = await visitor.open('/catalogue/hello-world/openapi.json');
  expect(json.headers.get('content-type')).toMatch(/^application\/json/);
  expect(json.html).toBe(portal.documents.texts.get('hello-world/openapi.json'));
  const yaml = await visitor.open('/catalogue/hello-world/openapi.yaml');
  expect(yaml.headers.get('content-type')).toMatch(/^application\/yaml/);
  expect(yaml.html).toContain('openapi: ');
});

test('the feed has what the GOV.UK catalogue collects', async () => {
  const { visitor } = await aPublishedPortal();
  const { headers, html } = await visitor.open('/apis');
  expect(headers.get('content-type')).toBe('application/vnd.uk.gov.api.v1alpha+json');
  const feed = JSON.parse(html);
  expect(feed['api-version']).toBe('api.gov.uk/v1alpha');
  expect(feed.apis[1]).toEqual({
    'api-version': 'api.gov.uk/v1alpha',
    data: {
      name: 'Hello World',
      description: expect.stringContaining('Learn how to call the platform'),
      url: 'https://int.api.example.nhs.uk/hello-world',
      'documentation-url': 'https://portal.example.nhs.uk/catalogue/hello-world',
      organisation: 'NHS England',
      contact: 'api.management@example.nhs.uk',
    },
  });
});

test.each([
  ['/catalogue/nothing'],
  ['/catalogue/nothing/specification'],
  ['/catalogue/nothing/openapi.json'],
  ['/catalogue/..%2f..%2fetc'],
  ['/tutorials/nothing'],
  ['/nothing'],
])('%s is answered 404 with a page', async (path) => {
  const { visitor } = await aPublishedPortal();
  const { status, html } = await visitor.open(path);
  expect(status).toBe(404);
  expect(html).toContain('<h1>Page not found</h1>');
});

test.each([
  ['## Overview\nUse this API to:\n* search\n* update\n\nMore.', 'Use this API to search, update'],
  ['# Title\n\nA <b>bold</b> [link](https://x) &nbsp;here.', 'A bold link here.'],
  ['<style>\n.x {}\n</style>\n\nWhat it does.', 'What it does.'],
  ['', ''],
])('the summary of %j is %j', (description, summary) => {
  expect(summaryOf(description)).toBe(summary);
});
