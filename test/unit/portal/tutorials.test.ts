import { join } from 'node:path';
import { quoted } from '../../../portal/pages/tutorials/quoted';
import { tutorials } from '../../../portal/pages/tutorials/tutorials';
import { aRegistryEntry } from '../../builders';
import { aBrowser, aDeveloper, anApplicationOf } from './a-browser';
import { aPortal } from './a-portal';

const helloWorld = join(__dirname, '..', '..', '..', 'apis', 'hello-world', 'openapi.yaml');

async function aTaughtPortal(settings = {}) {
  const portal = aPortal({ settings });
  await portal.publish(helloWorld);
  return portal;
}

/** What a page tells its reader to run, as the reader sees it. */
const blocksIn = (html: string): string[] =>
  [...html.matchAll(/<pre class="app-code"[^>]*><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, code = '']) =>
    code
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );
/** What a reader would have to replace, or cannot run outside the platform's repository. */
const unready = /<[a-z][a-z ]*>|YOUR_|npx |[{]{2}|undefined|\[object/;

test.each(tutorials)('the tutorial $name prints the values of the developer’s own application', async ({ name }) => {
  const portal = await aTaughtPortal();
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  const { html } = await ada.open(`/tutorials/${name}`);
  const blocks = blocksIn(html);
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.filter((block) => unready.test(block))).toEqual([]);
  if (name !== 'first-call') expect(html).toContain(id);
});

test.each(tutorials)('the tutorial $name names no other person’s application', async ({ name }) => {
  const portal = await aTaughtPortal();
  const other = await anApplicationOf(await aDeveloper(portal, 'grace@example.nhs.uk'));
  const ada = await aDeveloper(portal);
  await anApplicationOf(ada);
  expect((await ada.open(`/tutorials/${name}?application=${other}`)).html).not.toContain(other);
});

test('an application is chosen by the address, and its own key and redirect URI are printed', async () => {
  const portal = await aTaughtPortal();
  const ada = await aDeveloper(portal);
  const [first, second] = [await anApplicationOf(ada, 'First'), await anApplicationOf(ada, 'Second')];
  const application = await portal.applications.find(first);
  if (!application) throw new Error('the first application is gone');
  const keys = [{ kty: 'RSA', kid: "it's-1" }];
  const redirectUris = ['https://ward.example.nhs.uk/back', 'http://localhost:4000/back'];
  await portal.applications.save({ ...application, revision: application.revision + 1, jwks: { keys }, redirectUris });
  const of = async (path: string) => blocksIn((await ada.open(path)).html).join('\n');
  expect(await of('/tutorials/signed-jwt')).toContain(second);
  expect(await of(`/tutorials/signed-jwt?application=${first}`)).toContain(`kid: "it's-1"`);
  expect(await of(`/tutorials/combined-sign-in?application=${first}`)).toContain('"http://localhost:4000/back"');
});

test('who is not signed in is shown the demo’s values on one machine, and is told to sign in elsewhere', async () => {
  const demoApplication = 'd1bde300-20dc-4a2c-aec0-a21010da2c2e';
  const local = await aBrowser(await aTaughtPortal({ demoApplication })).open('/tutorials/signed-jwt');
  expect(blocksIn(local.html).join('\n')).toContain(demoApplication);
  expect(blocksIn(local.html).filter((block) => unready.test(block))).toEqual([]);
  const elsewhere = (await aBrowser(await aTaughtPortal()).open('/tutorials/signed-jwt')).html;
  expect(elsewhere).toMatch(/Sign in<\/a> and <a[^>]*>register an application<\/a> first/);
});

test('the real identity providers hand out no ID token for the asking', async () => {
  const { html } = await aBrowser(await aTaughtPortal({ identityUrl: '' })).open('/tutorials/separate-sign-in');
  expect(html).not.toContain('/simulate');
  expect(html).toContain('Follow the guide of CIS2 or of NHS login');
});

test('where nothing can be called as it stands, the pages say so and print no command for it', async () => {
  const portal = aPortal();
  await portal.registry.save(aRegistryEntry({ operations: [] }), undefined);
  for (const { name } of tutorials) {
    const { status, html } = await aBrowser(portal).open(`/tutorials/${name}`);
    expect(status).toBe(200);
    expect(html).not.toContain('undefined');
  }
});

test.each([
  ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
  ['https://a/$process', "'https://a/$process'"],
  ["https://a/it's;rm", "'https://a/it'\\''s;rm'"],
])('%s is one word of a shell', (word, expected) => {
  expect(quoted(word)).toBe(expected);
});
