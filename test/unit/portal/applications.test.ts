import { makeDecideSubscription } from '../../../domain/applications/decide-subscription';
import { aRegistryEntry } from '../../builders';
import { type ABrowser, aBrowser, aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { type APortal, aPortal } from './a-portal';

async function aPortalWithApi(settings = {}) {
  const portal = aPortal({ settings });
  await portal.registry.save(aRegistryEntry({ usagePlanId: 'plan-1' }), undefined);
  const open = [{ id: 'open', method: 'GET' as const, path: '/', access: [] }];
  await portal.registry.save(aRegistryEntry({ api: 'open-api', title: 'Open', operations: open }), undefined);
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  return { portal, ada, id, page: `/applications/${id}` };
}

test('an API key is shown once, works, and rests only as a hash', async () => {
  const { portal, ada, id, page } = await aPortalWithApi();
  const made = await ada.submit(page, `${page}/keys`);
  expect(made.status).toBe(303);
  const shown = await ada.open(made.headers.get('location') ?? '');
  const key = /id="new-api-key">([^<]+)</.exec(shown.html)?.[1] ?? '';
  expect(key).toMatch(new RegExp(`^${id}\\.dip_\\w{49}$`));
  expect(shown.headers.get('cache-control')).toBe('no-store');
  const stored = JSON.stringify(await portal.applications.find(id));
  expect(stored).not.toContain(key.slice(id.length + 1));
  expect((await ada.open(page)).html).not.toContain(key);
});

test('an application has two keys at most, and either can go', async () => {
  const { portal, ada, id, page } = await aPortalWithApi();
  for (let count = 0; count < 3; count += 1) await ada.submit(page, `${page}/keys`);
  const keys = (await portal.applications.find(id))?.apiKeys ?? [];
  expect(keys).toHaveLength(2);
  const removed = await ada.submit(page, `${page}/keys/${keys[0]?.id}/remove`);
  expect(removed.status).toBe(303);
  expect((await portal.applications.find(id))?.apiKeys).toEqual([keys[1]]);
});

test('a subscription in a test environment holds at once and ends at once, in the usage plan too', async () => {
  const { portal, ada, id, page } = await aPortalWithApi();
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  const subscribed = await portal.applications.find(id);
  expect(subscribed?.subscriptions['hello-world']?.status).toBe('approved');
  expect(portal.usageKeys.plans.get(subscribed?.usageKeyReference ?? '')).toEqual(new Set(['plan-1']));
  await ada.submit(page, `${page}/subscriptions/hello-world/remove`);
  expect((await portal.applications.find(id))?.subscriptions).toEqual({});
  expect(portal.usageKeys.plans.get(subscribed?.usageKeyReference ?? '')).toEqual(new Set());
});

test('a subscription in production waits, and its calls are counted nowhere', async () => {
  const { portal, ada, id, page } = await aPortalWithApi({ production: true });
  const entry = await portal.registry.find('hello-world');
  if (entry) await portal.registry.save({ ...entry, revision: 2, subscriptions: 'on-approval' }, 1);
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world', purpose: 'Ward rounds' });
  expect((await portal.applications.find(id))?.subscriptions['hello-world']?.status).toBe('pending');
  expect([...portal.usageKeys.plans.values()].flatMap((plans) => [...plans])).toEqual([]);
});

test('a withdrawn subscription is neither removed nor taken again, and the page says who may restore it', async () => {
  const { portal, ada, id, page } = await aPortalWithApi();
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  const decide = makeDecideSubscription(portal);
  await decide({ application: id, api: 'hello-world', move: 'publisher withdraws', by: 'operator test' });
  const shown = (await ada.open(page)).html;
  expect(shown).toContain('Suspended by the publisher');
  expect(shown).not.toContain('/subscriptions/hello-world/remove');
  const removed = await ada.submit(page, `${page}/subscriptions/hello-world/remove`);
  expect([removed.status, errorsIn(removed.html)]).toEqual([
    400,
    [{ field: 'subscriptions', text: expect.stringContaining('only who withdrew it can restore it') }],
  ]);
  const asked = await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  expect([asked.status, errorsIn(asked.html)]).toEqual([
    400,
    [{ field: 'api', text: 'Access to this API has been withdrawn from this application' }],
  ]);
  expect((await portal.applications.find(id))?.subscriptions['hello-world']?.status).toBe('revoked');
});

test.each([
  ['', 'Choose an API'],
  ['no-such-api', 'Choose an API from the list'],
  ['open-api', 'This API is open: call it without a subscription'],
  ['__proto__', 'Choose an API from the list'],
])('the API "%s" cannot be subscribed to, and the page says why', async (api, text) => {
  const { ada, page } = await aPortalWithApi();
  const answer = await ada.submit(page, `${page}/subscriptions`, { api });
  expect(answer.status).toBe(400);
  expect(errorsIn(answer.html)).toEqual([{ field: 'api', text }]);
});

test.each([
  ['', 'Enter a name for the application'],
  ['x'.repeat(61), 'A name for the application must be 60 characters or fewer'],
  ['<script>', 'Use letters, numbers and ordinary punctuation'],
])('an application cannot be named "%s"', async (name, text) => {
  const ada = await aDeveloper(aPortal());
  const answer = await ada.submit('/applications/new', '/applications', { name });
  expect([answer.status, errorsIn(answer.html)]).toEqual([400, [{ field: 'name', text }]]);
});

describe("another developer's application", () => {
  let portal: APortal;
  let ada: ABrowser;
  let eve: ABrowser;
  let page: string;
  let keyId: string;
  let secretId: string;
  beforeAll(async () => {
    const made = await aPortalWithApi();
    ({ portal, ada, page } = made);
    await ada.submit(page, `${page}/keys`);
    await ada.submit(page, `${page}/client-secrets`);
    await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
    const application = await portal.applications.find(made.id);
    keyId = application?.apiKeys[0]?.id ?? '';
    secretId = application?.clientSecrets[0]?.id ?? '';
    eve = await aDeveloper(portal, 'eve@example.nhs.uk');
  });

  test.each(['', '/delete'])('GET %s answers 404 to someone else, and sends a visitor to sign in', async (below) => {
    expect((await ada.open(`${page}${below}`)).status).toBe(200);
    expect((await eve.open(`${page}${below}`)).status).toBe(404);
    expect((await aBrowser(portal).open(`${page}${below}`)).headers.get('location')).toMatch(/^\/sign-in\?/);
  });

  test.each<[string, Record<string, string>]>([
    ['/keys', {}],
    ['/keys/KEY/remove', {}],
    ['/public-keys', { jwks: '{"keys":[]}' }],
    ['/public-keys/remove', {}],
    ['/key-set-address', { jwksUrl: 'https://eve.example.nhs.uk/jwks' }],
    ['/key-set-address/remove', {}],
    ['/redirect-uris', { redirectUris: 'https://eve.example.nhs.uk/callback' }],
    ['/client-secrets', {}],
    ['/client-secrets/SECRET/remove', {}],
    ['/profile', { profile: 'strict' }],
    ['/subscriptions', { api: 'hello-world' }],
    ['/subscriptions/hello-world/remove', {}],
    ['/delete', {}],
  ])('POST %s answers 404 to someone else, and changes nothing', async (below, fields) => {
    const id = page.split('/')[2] ?? '';
    const before = await portal.applications.find(id);
    const answer = await eve.submit(
      '/applications',
      `${page}${below.replace('KEY', keyId).replace('SECRET', secretId)}`,
      fields,
    );
    expect(answer.status).toBe(404);
    expect(answer.html).not.toContain('Ward round');
    expect(await portal.applications.find(id)).toEqual(before);
  });
});

test('a deleted application is gone from every page, and its keys with it', async () => {
  const { portal, ada, id, page } = await aPortalWithApi();
  await ada.submit(page, `${page}/keys`);
  expect((await ada.submit(`${page}/delete`, `${page}/delete`)).headers.get('location')).toBe('/applications');
  expect((await ada.open(page)).status).toBe(404);
  expect((await ada.open('/applications')).html).not.toContain(id);
  expect(await portal.applications.find(id)).toMatchObject({ status: 'revoked', apiKeys: [], name: '' });
});
