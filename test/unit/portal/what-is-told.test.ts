import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorTexts } from '../../../portal/view/safe-markdown';
import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';
import { aBrowser } from './a-browser';
import { markupFaults } from './a-page-check';
import { aPortal } from './a-portal';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-told-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The pages of an API whose file says something of its own. */
async function told(parts: Record<string, unknown> = {}, published: Parameters<APortal['publish']>[1] = {}) {
  const file = join(folder, 'api.json');
  writeFileSync(file, JSON.stringify(anOpenApiFile(parts)));
  const portal = aPortal();
  const name = await portal.publish(file, published);
  const browser = aBrowser(portal);
  const html = async (path: string) => (await browser.open(path)).html;
  return {
    list: await html('/catalogue'),
    page: await html(`/catalogue/${name}`),
    specification: await html(`/catalogue/${name}/specification`),
    status: await html('/status'),
    json: JSON.parse(await html(`/catalogue/${name}/openapi.json`)),
    feed: JSON.parse(await html('/apis')),
    html,
  };
}
type APortal = ReturnType<typeof aPortal>;

/** The value beside a key of a summary list, without markup. */
const row = (html: string, key: string): string =>
  (new RegExp(`<dt[^>]*>\\s*${key}\\s*</dt>\\s*<dd[^>]*>([\\s\\S]*?)</dd>`).exec(html)?.[1] ?? 'no such row')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const info = (parts: object) => ({ info: { title: 'Hello', version: '1.0.0', ...parts } });

describe('of its service the catalogue tells', () => {
  const service = {
    status: 'private-beta',
    contact: { name: 'Ward team', email: 'wards@example.nhs.uk', url: 'https://wards.example.nhs.uk/help' },
    level: 'silver',
    supportHours: '8am to 6pm, Monday to Friday',
  } as const;

  test('what the publisher states', async () => {
    const { list, page, feed, html } = await told({}, { service });
    expect(list).toMatch(/nhsuk-tag--yellow">\s*Private beta/);
    expect(row(page, 'Status')).toMatch(/^Private beta /);
    expect(row(page, 'Contact')).toBe('Ward team wards@example.nhs.uk https://wards.example.nhs.uk/help');
    expect(row(page, 'Service level')).toBe('silver');
    expect(row(page, 'Support hours')).toBe('8am to 6pm, Monday to Friday');
    expect(feed.apis[0].data.contact).toBe('wards@example.nhs.uk');
    expect(await html('/catalogue?status=private-beta')).toContain('href="/catalogue/hello"');
    expect(await html('/catalogue?status=beta')).toContain('No API matches');
  });

  test.each(['1.0.0', '0.1.0', '2.0.0-alpha', 'beta'])(
    'nothing that nobody stated, whatever the version %s',
    async (version) => {
      const { list, page } = await told(info({ version }));
      expect(list).not.toMatch(/nhsuk-tag--(orange|yellow|green|red|grey)\b/);
      for (const key of ['Status', 'Contact', 'Service level', 'Support hours']) {
        expect([key, row(page, key)]).toEqual([key, 'Not stated']);
      }
    },
  );

  test('whom the file names where the publication names nobody', async () => {
    const contact = { name: 'API team', email: 'api@example.nhs.uk', url: 'javascript:alert(1)' };
    expect(row((await told(info({ contact }))).page, 'Contact')).toBe('API team api@example.nhs.uk');
    expect(row((await told(info({ contact }), { service })).page, 'Contact')).toMatch(/^Ward team/);
  });
});

test.each([
  '{VERSION}',
  `\${VERSION}`,
  '{{ version }}',
  '<version>',
  '%VERSION%',
  '@version@',
  '__VERSION__',
  '$VERSION',
  'TBC',
])('the place of a version, %s, is not printed as one', async (version) => {
  const { list, page, specification, status, json } = await told(info({ version }));
  expect(list).toContain('version not stated');
  expect(row(page, 'Version')).toBe('Not stated');
  expect(specification).toContain('Version not stated.');
  expect(json.info.version).toBe('not stated');
  expect(status).toContain('Not stated');
});

test.each(['1.0', 'v0.1', '2024-01-05', '1.0.28-alpha', 'R4'])(
  'the version %s is printed as it is',
  async (version) => {
    expect(row((await told(info({ version }))).page, 'Version')).toBe(version);
  },
);

test('licence, terms and further documents are shown, and none leads into the portal itself', async () => {
  const { page, specification } = await told({
    ...info({
      termsOfService: 'https://example.nhs.uk/terms',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    }),
    externalDocs: { url: 'https://example.nhs.uk/guide', description: 'Implementation guide' },
    tags: [{ name: 'Wards', externalDocs: { url: 'https://example.nhs.uk/wards' } }],
    paths: {
      '/a': {
        get: anOperation({
          tags: ['Wards'],
          externalDocs: { url: 'https://example.nhs.uk/a', description: 'Of this operation' },
          parameters: [
            { name: 'q', in: 'query', schema: { type: 'string', externalDocs: { url: 'https://example.nhs.uk/q' } } },
            { name: 'r', in: 'query', schema: { type: 'string', externalDocs: { url: '/sign-out' } } },
          ],
        }),
      },
      '/b': { get: anOperation() },
    },
  });
  expect(row(page, 'Licence')).toBe('Apache 2.0');
  expect(row(page, 'Terms of the API')).toBe('https://example.nhs.uk/terms');
  expect(page).toContain('<a href="https://example.nhs.uk/guide">Implementation guide</a>');
  for (const path of ['wards', 'a', 'q']) expect(specification).toContain(`href="https://example.nhs.uk/${path}"`);
  expect(specification).not.toMatch(/See also: <a href="(?!https:)/);
});

test('webhooks and callbacks are shown as calls that the platform does not carry', async () => {
  const call = (summary: string) => ({ post: { summary, responses: { 204: { description: 'Heard' } } } });
  const { specification } = await told({
    openapi: '3.1.0',
    webhooks: { wardClosed: call('A ward closed') },
    paths: {
      '/a': {
        post: anOperation({
          callbacks: {
            admitted: { '{$request.body#/callbackUrl}': call('A patient was admitted') },
            shared: { $ref: '#/components/callbacks/Shared' },
          },
        }),
      },
    },
    components: { callbacks: { Shared: { 'https://example.nhs.uk/{id}': call('Shared by many') } } },
  });
  expect(specification).toMatch(/wardClosed: A ward closed[\s\S]*your address/);
  expect(specification).toMatch(/admitted: A patient was admitted[\s\S]*{\$request.body#\/callbackUrl}/);
  expect(specification).toContain('shared: Shared by many');
  expect(specification).toContain('The platform neither carries nor secures');
});

test('a callback that thousands of operations share makes no page of millions', async () => {
  const callbacks = { all: { $ref: '#/components/callbacks/All' } };
  const paths = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`/a${index}`, { get: anOperation({ callbacks }) }]),
  );
  const all = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `https://a.example/${index}`,
      { post: { responses: { 200: { description: '' } } } },
    ]),
  );
  const { specification } = await told({ paths, components: { callbacks: { All: all } } });
  expect(specification).toContain('too large to be shown whole');
  expect(specification.match(/<article/g)?.length).toBe(1200);
});

describe('links to headings of the author', () => {
  const html = (...texts: string[]) => {
    const author = new AuthorTexts();
    return author.settled(texts.map((text) => author.html(text, 2)).join('\n'));
  };

  test.each([
    ['[x](#environments-and-testing)\n\n## Environments and testing', 'text-environments-and-testing'],
    ['[x](#Environments%20and%20testing)\n\n## `Environments` and *testing*!', 'text-environments-and-testing'],
    ['[x](#overview)\n\n<h2 id="overview">Overview</h2>', 'text-overview'],
    ['[x](#here)\n\n<a id="here"></a>Here', 'text-here'],
    ['[x](#café)\n\n## Café', 'text-café'],
  ])('%j lead there', (markdown, id) => {
    expect(html(markdown)).toContain(`<a href="#${id}">x</a>`);
    expect(html(markdown)).toContain(`id="${id}"`);
  });

  test('lead to the heading of the same text where two texts have one, and nowhere where none has', () => {
    const page = html(
      '## Errors\n\n[first](#errors)',
      '[second](#errors)\n\n## Errors',
      '[third](#errors) [fourth](#nowhere)',
    );
    expect(page).toContain('<a href="#text-errors">first</a>');
    expect(page).toContain('<a href="#text-errors-2">second</a>');
    expect(page).toContain('<a href="#text-errors">third</a> fourth');
  });

  test.each(['page.html', '../a', '/account', '', '//host.example'])(
    'to %j, which is nowhere here, are its text alone',
    (address) => {
      expect(html(`[read](${address}) <a href="${address}">on</a>`)).toBe('<p><a>read</a> <a>on</a></p>\n');
    },
  );

  test('take no id of the page', () => {
    expect(html('<h2 id="maincontent">x</h2>\n\n<a id="schema-Pet">y</a>\n\n## !')).not.toMatch(/id="(?!text-)/);
  });

  test('thousands of one name take a bounded time', () => {
    expect(html(...Array.from({ length: 20 }, () => '# a\n'.repeat(10_000))).match(/ id="/g)?.length).toBe(200_000);
  });
});

test.each([
  '<ul><li>sent by a <a href="https://x.example">cascade</li><li>two</li></ul>',
  'More <details><summary>hidden',
  '<b>bold <i>both</b> one</i>',
  'end</p></details></div></section></li>',
  '<a href="https://x.example">one <a href="https://y.example">two</a></a>',
  '<table><tr><td>a',
  '<p>one<p>two<ul><li>a<li>b</ul>',
  '<dl><dt>a<dd>b<dt>c</dl>',
  'a<br/>b</br><hr>',
  '`</code>` <code>x',
  '[x](https://x.example/?a=1&b=">") <a href="https://x.example/<b>">y</a>',
])('what an author opens ends with the text, and nothing ends that the page opened: %s', async (text) => {
  const around = `<section><h1>A</h1><div>${new AuthorTexts().html(text, 2)}</div></section>`;
  const page = `<!DOCTYPE html><html lang="en"><head><title>Codes</title></head><body>${around}</body></html>`;
  expect((await markupFaults(page)).filter((fault) => /close-order|as a descendant of <a>/.test(fault))).toEqual([]);
});

test.each([
  'Codes: <ul class="codes"><li>one</li></ul>',
  'Codes:<br/><ol><li>one</ol>',
  'Before <p>after</p>',
  'Then <table><tr><td>a</td></tr></table>',
  '<b>x</b> <hr> y',
  '- item <ul><li>one</li></ul>\n\n- other <pre>code</pre>',
])('lists and tables that an author writes within a line leave no end of a paragraph behind: %s', async (text) => {
  const page = `<!DOCTYPE html><html lang="en"><head><title>Codes</title></head><body>${new AuthorTexts().html(text, 2)}</body></html>`;
  expect((await markupFaults(page)).filter((fault) => /close-order|element-permitted/.test(fault))).toEqual([]);
});

describe('what the author says of another platform', () => {
  const description = [
    '[sandbox](https://sandbox.api.elsewhere.uk/hello) [int](https://int.api.elsewhere.uk/oauth2/token)',
    '`https://int.api.elsewhere.uk/hello/a` `https://int.api.example.nhs.uk/hello`',
    '[![Run in Postman](https://run.pstmn.io/button.svg)](https://app.getpostman.com/run-collection/1)',
    '[guide](https://digital.elsewhere.uk/guide)',
    '```\ncurl https://int.api.elsewhere.uk/hello\n```',
  ].join('\n\n');
  const servers = [
    { url: 'https://{env}.api.elsewhere.uk/hello', variables: { env: { default: 'sandbox' } } },
    { url: 'https://int.api.elsewhere.uk/hello' },
    { url: 'https://int.api.example.nhs.uk/hello' },
    { url: 'TBC sandbox URL' },
  ];

  test('is marked, and what is the platform’s own or a document is not', async () => {
    const { page } = await told({ ...info({ description }), servers });
    const mark = ' <strong class="app-elsewhere">not this platform</strong>';
    for (const before of ['sandbox</a>', 'int</a>', 'hello/a</code>', 'Run in Postman</a>', '</code></pre>']) {
      expect(page).toContain(`${before}${mark}`);
    }
    expect(page.split(mark)).toHaveLength(6);
    expect(page).toContain('It may speak of other platforms');
  });
});
