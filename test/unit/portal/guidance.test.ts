import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../../cli/lint';
import { errorFormat } from '../../../domain/api-definition/api-definition';
import { errorBody } from '../../../domain/errors/error-body';
import { goLiveItems } from '../../../domain/publishing/go-live/items';
import { publicationFaults } from '../../../domain/publishing/publication-rules';
import { misshapen } from '../../../lib/constructs/api-proxy/publication-schema';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { guidance } from '../../../portal/pages/guidance/guidance';
import { aBrowser } from './a-browser';
import { markupFaults } from './a-page-check';
import { aPortal } from './a-portal';

const helloWorld = join(__dirname, '..', '..', '..', 'apis', 'hello-world', 'openapi.yaml');

async function aReader(settings = {}) {
  const portal = aPortal({ settings });
  await portal.publish(helloWorld);
  return aBrowser(portal);
}

/** What a page shows as code, as its reader sees it. */
const blocksIn = (html: string): string[] =>
  [...html.matchAll(/<pre class="app-code"[^>]*><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, code = '']) =>
    code
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );

const blocksOf = async (name: string) => blocksIn((await (await aReader()).open(`/guidance/${name}`)).html);

test.each([...guidance.map(({ name }) => `/guidance/${name}`), '/guidance'])(
  '%s is valid, is read without an account, and its links lead somewhere',
  async (path) => {
    for (const settings of [{}, { production: true, sandboxUrl: '' }]) {
      const reader = await aReader(settings);
      const { html, status } = await reader.open(path);
      expect([status, await markupFaults(html)]).toEqual([200, []]);
      expect(html).not.toMatch(/undefined|\[object|YOUR_/);
      const [main = ''] = /<main[\s\S]*<\/main>/.exec(html) ?? [];
      for (const [, href = ''] of main.matchAll(/href="(\/[^"#]*)"/g)) {
        expect([href, [200, 303].includes((await reader.open(href)).status)]).toEqual([href, true]);
      }
    }
  },
);

test('the file that a reader begins with can be published as it is printed, without a warning', async () => {
  const [file = ''] = await blocksOf('getting-started');
  const folder = mkdtempSync(join(tmpdir(), 'dip-guidance-'));
  try {
    writeFileSync(join(folder, 'openapi.yaml'), file);
    const printed: string[] = [];
    expect(lint({ file: join(folder, 'openapi.yaml'), json: false, print: (line) => printed.push(line) })).toBe(0);
    expect(printed.join('\n')).toContain('0 warnings, 0 errors');
    expect(readApiDefinition({ file: join(folder, 'openapi.yaml') }).definition.name).toBe('ward-charts');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the publication that a reader copies breaks no rule of production', async () => {
  const [text = ''] = await blocksOf('going-live');
  const publication = JSON.parse(text);
  expect(misshapen(publication).faults).toEqual([]);
  const { definition } = readApiDefinition({ file: helloWorld });
  const stated = {
    ...publication,
    definition,
    logRetentionHours: 2160,
    anonymous: false,
    targetUrl: publication.target,
  };
  const ground = { production: true, allowHttpTargets: false, firstParty: [] };
  expect(publicationFaults(stated, ground)).toEqual([]);
});

test('every format is shown as the platform tells its errors in it', async () => {
  const shown = (await blocksOf('error-formats')).slice(1);
  const details = {
    code: 'ACCESS_DENIED',
    diagnostics: 'Missing, invalid or expired credential',
    requestId: '0f9d4b6e-6d0c-4b3e-9a55-6b5f2b9d1c7a',
  } as const;
  expect(shown.map((text) => JSON.stringify(JSON.parse(text)))).toEqual(
    errorFormat.options.map((format) => errorBody(format, details).body),
  );
});

test('all that a go-live record asks for stands on the page that tells of it', async () => {
  const { html } = await (await aReader()).open('/guidance/going-live');
  for (const { wording } of goLiveItems) expect(html).toContain(wording);
});
