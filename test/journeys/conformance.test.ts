import { aNewVisitor, aVisitor } from './a-visitor';
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
  expect(html).toContain('3 calls in the busiest minute');
}, 120_000);
