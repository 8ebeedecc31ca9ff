import { outboxPage } from '../../../../../local/start/control/outbox-page';
import { scratchFolder, startTestCloud, type TestCloud } from '../../an-assembly';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud(scratchFolder());
  cloud.services.ses.outbox.send({
    to: 'ada@example.nhs.uk',
    subject: 'Your <code>',
    text: 'It is 123456',
    code: '123456',
    sentAt: new Date('2026-01-01T00:00:00Z'),
  });
});
afterAll(() => cloud.stop());

const open = (headers: Record<string, string>, path = '/_dip/outbox', method = 'GET') =>
  fetch(`${cloud.url}${path}`, { method, headers: { accept: 'text/html', ...headers } });
const basic = (password: string) => ({ authorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}` });
const token = 'control-token-of-a-test';

test('a browser asks for the control token as a password, and shows the mails', async () => {
  const asked = await open({});
  expect([asked.status, asked.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
  expect((await open(basic('wrong'))).status).toBe(401);
  const shown = await open(basic(token));
  const html = await shown.text();
  expect(shown.status).toBe(200);
  expect(html).toContain('<strong>123456</strong>');
  expect(html).toContain('Your &lt;code&gt;');
});

test('what a browser sends by itself opens nothing else', async () => {
  for (const [path, method] of [
    ['/_dip/clock', 'GET'],
    ['/_dip/clock', 'POST'],
    ['/_dip/flush', 'POST'],
    ['/_dip/faults', 'GET'],
  ] as const) {
    expect([path, (await open(basic(token), path, method)).status]).toEqual([path, 401]);
  }
});

test('an empty outbox says so', () => {
  expect(outboxPage([])).toContain('None yet');
});
