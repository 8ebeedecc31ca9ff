import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from '../../onboarding-answers';
import { aBrowser, aDeveloper, anApplicationOf } from './a-browser';
import { markupFaults } from './a-page-check';
import { type APortal, aPortal } from './a-portal';
import { invitationOf, joinTeam } from './a-team';

const apis = join(__dirname, '..', '..', '..', 'apis');

async function aFilledPortal(): Promise<APortal> {
  const portal = aPortal();
  for (const api of readdirSync(apis)) await portal.publish(join(apis, api, 'openapi.yaml'));
  return portal;
}

const open = [
  '/',
  '/get-started',
  '/tutorials',
  '/tutorials/first-call',
  '/tutorials/api-key',
  '/tutorials/signed-jwt',
  '/tutorials/combined-sign-in',
  '/tutorials/separate-sign-in',
  '/guidance',
  '/guidance/getting-started',
  '/guidance/standards',
  '/guidance/error-formats',
  '/guidance/sandbox',
  '/guidance/going-live',
  '/catalogue',
  '/catalogue?q=zzzz',
  '/catalogue/hello-world',
  '/catalogue/hello-world/specification',
  '/sign-up',
  '/sign-up/confirm',
  '/sign-in',
  '/sign-in?done=confirmed',
  '/sign-out',
  '/forgotten-password',
  '/forgotten-password/new-password',
  '/status',
  '/privacy',
  '/cookies',
  '/accessibility',
  '/terms',
  '/connection-agreement',
  '/nothing',
];
const own = [
  '/account',
  '/account/name',
  '/account/email',
  '/account/email/confirm',
  '/account/password',
  '/account/delete',
  '/applications',
  '/applications/new',
  '/teams',
  '/producer',
  '/go-live',
  '/go-live/new',
  '/products',
  '/products/new',
  '/teams/new',
];

test('every page that anyone sees is valid HTML', async () => {
  const browser = aBrowser(await aFilledPortal());
  const found: string[] = [];
  for (const path of open) {
    for (const fault of await markupFaults((await browser.open(path)).html)) found.push(`${path}: ${fault}`);
  }
  expect(found).toEqual([]);
});

test('every page of a developer is valid HTML, with all that can stand on it, and with mistakes', async () => {
  const portal = await aFilledPortal();
  const browser = await aDeveloper(portal);
  const id = await anApplicationOf(browser);
  const page = `/applications/${id}`;
  const found: string[] = [];
  const look = async (name: string, { html }: { readonly html: string }) => {
    for (const fault of await markupFaults(html)) found.push(`${name}: ${fault}`);
  };
  for (const path of own) await look(path, await browser.open(path));
  for (const path of own.filter(
    (one) => !['/account', '/applications', '/teams', '/producer', '/products', '/go-live'].includes(one),
  )) {
    await look(`${path} with mistakes`, await browser.submit(path, path.replace('/new', ''), {}));
  }
  await browser.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  for (let secret = 0; secret < 2; secret += 1) {
    for (const kind of ['keys', 'client-secrets']) {
      const made = await browser.submit(page, `${page}/${kind}`);
      await look(`new ${kind}`, await browser.open(made.headers.get('location') ?? ''));
    }
  }
  await look('too many keys', await browser.submit(page, `${page}/keys`));
  await look('an application', await browser.open(`${page}?done=subscribed`));
  for (const [form, fields] of Object.entries({
    'public-keys': { jwks: 'not a key set' },
    'key-set-address': { jwksUrl: 'nowhere' },
    'redirect-uris': { redirectUris: 'nowhere' },
    profile: {},
  })) {
    await look(`mistakes in ${form}`, await browser.submit(page, `${page}/${form}`, fields));
  }
  await look('deleting', await browser.open(`${page}/delete`));
  const team = `/teams/${(await portal.applications.find(id))?.team}`;
  const invited = { email: 'grace@example.nhs.uk', invitedRole: 'viewer' };
  await browser.submit(team, `${team}/invitations`, invited);
  await look('an invitation for another', await browser.open(invitationOf(portal, invited.email)));
  await joinTeam(
    portal,
    browser,
    team.slice(7),
    await aDeveloper(portal, 'eve@example.nhs.uk'),
    'eve@example.nhs.uk',
    'viewer',
  );
  await browser.submit(`${team}/organisation`, `${team}/organisation`, { name: 'A trust', type: 'charity' });
  await browser.submit('/teams/new', '/teams', { name: 'Second' });
  for (const path of [team, `${team}/leave`, `${team}/close`, `${team}/organisation`, '/teams', `${page}/transfer`]) {
    await look(path, await browser.open(path));
  }
  for (const form of ['name', 'invitations', 'organisation', 'leave']) {
    await look(
      `mistakes in a team’s ${form}`,
      await browser.submit(form === 'organisation' ? `${team}/${form}` : team, `${team}/${form}`, {}),
    );
  }
  const publisher = { organisation: 'A publisher', thirdParty: false, team: team.slice(7) };
  const entry = await portal.registry.find('hello-world');
  if (entry)
    await portal.registry.save(
      { ...entry, revision: entry.revision + 1, publisher, subscriptions: 'on-approval' },
      entry.revision,
    );
  const access = `${page}/subscriptions/hello-world`;
  await browser.submit(page, `${access}/remove`);
  await look('no purpose', await browser.submit(page, `${page}/subscriptions`, { api: 'hello-world' }));
  await browser.submit(page, `${page}/subscriptions`, { api: 'hello-world', purpose: 'Ward rounds' });
  const decision = `/producer/hello-world/applications/${id}`;
  for (const path of ['/producer', '/producer/hello-world', decision, access])
    await look(path, await browser.open(path));
  await look('no decision', await browser.submit(decision, decision, {}));
  await browser.submit(decision, decision, { move: 'publisher returns', reason: 'Say more' });
  for (const path of [decision, access]) await look(`${path} once returned`, await browser.open(path));
  await look('mistakes in asking again', await browser.submit(access, access, { purpose: '' }));
  await look(
    'mistakes in inviting',
    await browser.submit('/producer/hello-world', '/producer/hello-world/invitations', {}),
  );
  const now = await portal.registry.find('hello-world');
  if (now)
    await portal.registry.save({ ...now, revision: now.revision + 1, subscriptions: 'on-assurance' }, now.revision);
  const begun = await browser.submit('/products/new', '/products', { name: 'Charts', team: team.slice(7) });
  const product = (begun.headers.get('location') ?? '').replace('?done=created', '');
  await look('no API', await browser.submit(product, `${product}/apis`, {}));
  await browser.submit(product, `${product}/apis`, { api: 'hello-world', application: id });
  const tasks = `${product}/apis/hello-world`;
  for (const path of [product, '/products', tasks, '/catalogue/hello-world'])
    await look(path, await browser.open(path));
  await look('not all answered', await browser.submit(tasks, `${tasks}/submit`));
  for (const [section, given] of Object.entries(answers)) {
    const wrong = Object.fromEntries(Object.keys(given).map((name) => [name, '943 476 5919']));
    await look(`mistakes in ${section}`, await browser.submit(`${tasks}/${section}`, `${tasks}/${section}`, wrong));
    for (const _ of [1, 2]) await browser.submit(`${tasks}/${section}`, `${tasks}/${section}`, given);
    await look(section, await browser.open(`${tasks}/${section}`));
  }
  await browser.submit(tasks, `${tasks}/submit`);
  const review = `/producer/hello-world/products/${product.slice(10)}`;
  await look('submitted', await browser.open(tasks));
  for (const path of [review, '/producer/hello-world']) await look(path, await browser.open(path));
  await look('no move', await browser.submit(tasks, tasks, {}));
  await look('no review', await browser.submit(review, review, {}));
  await browser.submit(review, review, { move: 'reviewer begins' });
  await browser.submit(review, review, { move: 'reviewer returns', reason: 'Say more', 'comment-support': 'When?' });
  for (const path of [review, tasks, `${tasks}/service`]) await look(`${path} once returned`, await browser.open(path));
  await look('mistakes in a transfer', await browser.submit(`${page}/transfer`, `${page}/transfer`, {}));
  expect(found).toEqual([]);
});

test('mistakes at sign-up, sign-in and with a forgotten password are valid HTML', async () => {
  const browser = aBrowser(await aFilledPortal());
  const found: string[] = [];
  for (const path of [
    '/sign-up',
    '/sign-up/confirm',
    '/sign-in',
    '/forgotten-password',
    '/forgotten-password/new-password',
  ]) {
    for (const fault of await markupFaults((await browser.submit(path, path, {})).html))
      found.push(`${path}: ${fault}`);
  }
  expect(found).toEqual([]);
});
