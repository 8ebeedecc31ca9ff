import { SesMailer } from '../../adapters/aws/ses-mailer';
import type { Mailer } from '../../domain/mails/mailer';
import { MemoryMailer } from '../memory/memory-mailer';
import { anSes } from './an-ses';

const mail = { to: 'ada@example.nhs.uk', subject: 'A word', text: 'A text with “quotes”\nand two lines' };
let ses: Awaited<ReturnType<typeof anSes>>;
beforeAll(async () => {
  ses = await anSes();
});
afterAll(() => ses.close());

const mailerOf = (from: string, configurationSet = 'set'): Mailer =>
  new SesMailer(ses.client, { from, configurationSet });

describe.each<[string, () => { mailer: Mailer; sent: () => Promise<unknown> }]>([
  [
    'memory',
    () => {
      const mailer = new MemoryMailer();
      return { mailer, sent: async () => mailer.sent.at(-1) };
    },
  ],
  ['SES', () => ({ mailer: mailerOf('no-reply@dip.example'), sent: async () => (await ses.outbox()).at(-1) })],
])('a mailer on %s', (_, aMailer) => {
  test('sends what it is given', async () => {
    const { mailer, sent } = aMailer();
    expect(await mailer.send(mail)).toBe('sent');
    expect(await sent()).toMatchObject(mail);
  });
});

test('a domain that SES has not verified sends nothing, which is a refusal', async () => {
  const before = (await ses.outbox()).length;
  expect(await mailerOf('no-reply@evil.example').send(mail)).toBe('refused');
  expect(await ses.outbox()).toHaveLength(before);
});

test('a subject of two lines is a fault, and nothing is sent', async () => {
  const before = (await ses.outbox()).length;
  await expect(
    mailerOf('no-reply@dip.example').send({ ...mail, subject: 'A\r\nBcc: eve@evil.example' }),
  ).rejects.toThrow();
  expect(await ses.outbox()).toHaveLength(before);
});

test('a configuration set that is not there is a fault of the platform', async () => {
  await expect(mailerOf('no-reply@dip.example', 'other').send(mail)).rejects.toThrow(/does not exist/);
});
