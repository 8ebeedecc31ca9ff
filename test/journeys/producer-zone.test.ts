import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { goLiveEntries } from '../go-live-entries';
import { aNewVisitor, aVisitor, lastMail } from './a-visitor';
import { type Platform, startPlatform } from './platform';

const api = 'hello-world';
const email = 'conformance@example.nhs.uk';
let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

test('what an application called is told by rule an hour later, from the records of its calls', async () => {
  const ada = await aNewVisitor(platform, email, 'Mary Somerville');
  const application = await ada.register('Ward round');
  const page = `/applications/${application}`;
  await ada.submit(page, `${page}/subscriptions`, { api });
  const shown = await ada.open(await ada.submit(page, `${page}/keys`, {}));
  const apikey = /id="new-api-key">([^<]+)</.exec(shown)?.[1] ?? '';
  const evidence = `${page}/subscriptions/${api}/conformance`;
  expect(await ada.open(evidence)).toMatch(/counted once an hour|None/);

  const call = async () => (await fetch(`${platform.api}/${api}/hello/application`, { headers: { apikey } })).status;
  expect([await call(), await call(), await call()]).toEqual([200, 200, 200]);
  await platform.control('/_dip/flush', {});
  await platform.control('/_dip/clock', { advance: 'PT2H10M' });
  // Her session is over by then.
  const again = await aVisitor(platform, { email, password: 'correct horse battery staple' });
  const html = await again.open(evidence);
  expect(html).toMatch(/GET \/hello\/application<\/td>[\s\S]*?Met[\s\S]*?200: 3/);
  expect(html).toMatch(/GET \/hello\/user<\/td>[\s\S]*?Not met[\s\S]*?None/);
  // They may have fallen into two minutes.
  expect(html).toMatch(/[123] calls in the busiest minute/);
}, 120_000);

test('what a publisher announces is mailed to those subscribed, and stands on their pages', async () => {
  const to = 'announced@example.nhs.uk';
  const grace = await aNewVisitor(platform, to, 'Grace Hopper');
  const application = await grace.register('Discharge letters');
  const own = `/applications/${application}`;
  await grace.submit(own, `${own}/subscriptions`, { api });
  const page = `/producer/${api}/announcements`;
  const publisher = await aVisitor(platform);
  const posted = await publisher.submit(page, page, { kind: 'change', text: 'The greeting is longer' });
  expect(posted).toBe(`${page}?done=posted`);
  expect(await grace.open(own)).toContain('The greeting is longer');
  await platform.control('/_dip/clock', { advance: 'PT16M' });
  const { text } = await lastMail(platform, to);
  expect(text).toContain(`/catalogue/${api}`);
  expect(text).not.toContain('greeting');
}, 120_000);

test('a go-live record is begun, filled in and submitted by a team that publishes nothing yet', async () => {
  const ada = await aNewVisitor(platform, 'third-party@example.nhs.uk', 'Ada Lovelace');
  const made = await ada.submit('/teams/new', '/teams', { name: 'A third party' });
  const team = /^\/teams\/([^?]+)/.exec(made)?.[1] ?? '';
  const page = await ada.submit('/go-live/new', '/go-live', { team, api: 'wards' });
  expect(page).toBe(`/go-live/${team}/wards`);
  const seen = /name="seen" value="(\d+)"/.exec(await ada.open(page))?.[1] ?? '';
  expect(await ada.submit(page, page, { seen, ...goLiveEntries })).toBe(`${page}?done=saved`);
  await ada.submit(page, `${page}/moves`, { move: 'team submits' });
  expect(await ada.open('/go-live')).toContain('Waits for a colleague to confirm it');
}, 120_000);

test('the sandbox answers what the guidance tells its reader to run', async () => {
  const html = await (await fetch(`${platform.portal}/guidance/sandbox`)).text();
  const blocks = [...html.matchAll(/<pre class="app-code"[^>]*><code>([^<]*)<\/code>/g)].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
  );
  const run = async (command: string) => (await promisify(execFile)('bash', ['-c', command])).stdout;
  const [answer = '', error = ''] = await Promise.all(blocks.map(run));
  expect(JSON.parse(answer)).toEqual(expect.any(Object));
  expect(error).toMatch(/^HTTP\/1\.1 [45]\d\d[\s\S]*x-sandbox: answer=/i);
}, 60_000);
