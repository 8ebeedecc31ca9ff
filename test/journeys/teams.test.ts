import { aNewVisitor, aVisitor, lastMail, type Visitor } from './a-visitor';
import { type Platform, startPlatform } from './platform';

const email = 'grace@example.nhs.uk';
let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const keyOf = async (visitor: Visitor, application: string): Promise<string> => {
  const page = `/applications/${application}`;
  const shown = await visitor.open(await visitor.submit(page, `${page}/keys`, {}));
  return /id="new-api-key">([^<]+)</.exec(shown)?.[1] ?? '';
};
const call = async (apikey: string): Promise<number> =>
  (await fetch(`${platform.api}/hello-world/hello/application`, { headers: { apikey } })).status;

test('somebody who leaves orphans nothing: who was invited by mail goes on with the application', async () => {
  const ada = await aNewVisitor(platform, 'ada@example.nhs.uk', 'Ada Lovelace');
  const application = await ada.register('Ward round');
  const page = `/applications/${application}`;
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  const key = await keyOf(ada, application);
  expect(await call(key)).toBe(200);

  const team = /href="(\/teams\/[\w-]+)"/.exec(await ada.open(page))?.[1] ?? '';
  await ada.submit(team, `${team}/invitations`, { email, invitedRole: 'owner' });
  const { text } = await lastMail(platform, email);
  const link = new URL(/http\S+/.exec(text)?.[0] ?? '').pathname;
  const grace = await aNewVisitor(platform, email);
  expect(await grace.open(page)).toContain('Page not found');
  expect(await grace.submit(link, link, {})).toBe(`${team}?done=joined`);

  expect(await ada.submit(`${team}/leave`, `${team}/leave`, {})).toBe('/teams?done=left');
  expect(await ada.open(page)).toContain('Page not found');
  expect(await call(key)).toBe(200);
  expect(await call(await keyOf(grace, application))).toBe(200);
});

test('the demo user’s team answers for the demo application', async () => {
  const demo = await aVisitor(platform);
  expect(await demo.open('/teams')).toContain('Demo team');
  expect(await demo.open(`/applications/${platform.application().clientId}`)).toContain('Demo team');
});
