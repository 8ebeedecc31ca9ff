import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { SesMailer } from '../../adapters/aws/ses-mailer';
import type { Mailer } from '../../domain/mails/mailer';
import { MemoryMailer } from '../memory/memory-mailer';
import { anSes } from './an-ses';

const mail = { to: 'ada@example.nhs.uk', subject: 'A word', text: 'A text with “quotes”\nand two lines' };
const credentials = { accessKeyId: 'one', secretAccessKey: 'secret' };
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

  test.each([
    ['two addresses', 'ada@example.nhs.uk, eve@evil.example'],
    ['an address with a line of its own', 'ada@example.nhs.uk\r\nBcc: eve@evil.example'],
    ['an address of a name', 'Ada <ada@example.nhs.uk>'],
    ['an address longer than any', `${'a'.repeat(250)}@example.nhs.uk`],
    ['no address', ''],
  ])('refuses %s, and sends nothing', async (_what, to) => {
    const { mailer, sent } = aMailer();
    const before = await sent();
    expect(await mailer.send({ ...mail, to })).toBe('refused');
    expect(await sent()).toEqual(before);
  });

  test.each([
    ['a subject of two lines', { subject: 'A\r\nBcc: eve@evil.example' }],
    ['a subject whose line break is Unicode’s', { subject: 'A\u2028Bcc: eve@evil.example' }],
    ['a subject that turns its reading direction', { subject: 'A \u202eword' }],
    ['an endless subject', { subject: 'a'.repeat(201) }],
    ['no subject', { subject: '' }],
    ['an endless text', { text: 'a'.repeat(10_001) }],
    ['a text with control characters', { text: 'A \u0000 text' }],
    ['no text', { text: '' }],
  ])('calls %s a fault that quotes neither words nor address, and sends nothing', async (_what, words) => {
    const { mailer, sent } = aMailer();
    const before = await sent();
    const fault = await mailer.send({ ...mail, ...words }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(String(fault)).not.toMatch(/ada@|evil/);
    expect(await sent()).toEqual(before);
  });
});

test('a domain that SES has not verified sends nothing, which is a refusal', async () => {
  const before = (await ses.outbox()).length;
  expect(await mailerOf('no-reply@evil.example').send(mail)).toBe('refused');
  expect(await ses.outbox()).toHaveLength(before);
});

test.each([
  ['in SES’s sandbox', { isInProduction: false }],
  ['that AWS has paused', { isSending: false }],
])('an account %s sends nothing, which is a refusal', async (_what, change) => {
  const { account } = ses.cloud.services.ses;
  const [before, sent] = [{ ...account }, await ses.outbox()];
  Object.assign(account, change);
  try {
    expect(await mailerOf('no-reply@dip.example').send(mail)).toBe('refused');
    expect(await ses.outbox()).toEqual(sent);
  } finally {
    Object.assign(account, before);
  }
});

test('a configuration set that is not there is a fault of the platform', async () => {
  await expect(mailerOf('no-reply@dip.example', 'other').send(mail)).rejects.toThrow(/does not exist/);
});

/** What SES answers when it sends nothing: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
describe.each<[string, number, 'refused' | 'a fault']>([
  ['MessageRejected', 400, 'refused'],
  ['AccountSuspendedException', 400, 'refused'],
  ['SendingPausedException', 400, 'refused'],
  ['LimitExceededException', 400, 'refused'],
  ['TooManyRequestsException', 429, 'refused'],
  ['ThrottlingException', 400, 'refused'],
  ['InternalFailure', 500, 'refused'],
  ['AccessDeniedException', 403, 'a fault'],
  ['BadRequestException', 400, 'a fault'],
  ['NotFoundException', 404, 'a fault'],
  ['MailFromDomainNotVerifiedException', 400, 'a fault'],
])('where SES answers %s (%i)', (name, status, expected) => {
  test(`a mail is ${expected}`, async () => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name });
      response.end(JSON.stringify({ message: `refused of ${mail.to}` }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await outcomeAt(port)).toBe(expected);
    } finally {
      server.close();
    }
  });
});

test('where SES does not answer at all, a mail is refused', async () => {
  const server = createServer((request) => request.socket.destroy());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await outcomeAt(port)).toBe('refused');
  } finally {
    server.close();
  }
});

async function outcomeAt(port: number): Promise<string> {
  const settings = { region: 'eu-west-2', endpoint: `http://127.0.0.1:${port}`, credentials };
  const client = awsClient(SESv2Client, { tries: 1 }, settings);
  const mailer = new SesMailer(client, { from: 'no-reply@dip.example', configurationSet: 'set' });
  try {
    return await mailer.send(mail).catch(() => 'a fault');
  } finally {
    client.destroy();
  }
}
