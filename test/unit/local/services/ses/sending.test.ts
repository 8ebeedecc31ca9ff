import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

const code = `
  const { SESv2Client, SendEmailCommand } = require('@aws-sdk/client-sesv2');
  exports.handler = async ({ from }) => {
    const Simple = { Subject: { Data: 'A word' }, Body: { Text: { Data: 'A text' } } };
    const mail = { FromEmailAddress: from, ConfigurationSetName: 'set', Destination: { ToAddresses: ['ada@example.nhs.uk'] } };
    try { await new SESv2Client().send(new SendEmailCommand({ ...mail, Content: { Simple } })); return 'sent'; }
    catch (error) { return error.name; }
  };`;

const arnOf = (resource: string) => ({
  'Fn::Join': ['', ['arn:aws:ses:eu-west-2:', { Ref: 'AWS::AccountId' }, `:${resource}`]],
});
const identity = arnOf('identity/dip.example');
const set = arnOf('configuration-set/set');
const mayUse = (Resource: unknown) => ({
  Effect: 'Allow',
  Action: 'ses:SendEmail',
  Resource,
  Condition: { StringEquals: { 'ses:FromAddress': 'no-reply@dip.example' } },
});
const rights = {
  both: [mayUse([identity, set])],
  'identity-only': [mayUse(identity)],
  'set-only': [mayUse(set)],
  none: [],
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  const resources = {
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'dip.example' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'set' } },
    Counts: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: { ConfigurationSetName: { Ref: 'Set' }, EventDestination: {} },
    },
    ...Object.assign({}, ...Object.entries(rights).map(([name, statements]) => aFunction(name, statements))),
  };
  const functions = Object.fromEntries(Object.keys(rights).map((name) => [name, code]));
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [{ name: 'test-Mails', resources, code: functions }]));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const outbox = async () => (await cloud.control('/_dip/outbox')).json();

test('every type of resource that mails are sent through runs', () => expect(cloud.warnings).toEqual([]));

test('a function that may send as an address sends as it, into the outbox', async () => {
  expect(await cloud.invoke('both', { from: 'no-reply@dip.example' })).toBe('sent');
  expect(await outbox()).toEqual([expect.objectContaining({ to: 'ada@example.nhs.uk', subject: 'A word' })]);
});

test.each([
  ['as another address of the domain', 'both', 'director@dip.example'],
  ['without a right to the configuration set', 'identity-only', 'no-reply@dip.example'],
  ['without a right to the identity', 'set-only', 'no-reply@dip.example'],
  ['without any right', 'none', 'no-reply@dip.example'],
])('a function that sends %s is denied, and nothing is sent', async (_what, name, from) => {
  const before = await outbox();
  expect(await cloud.invoke(name, { from })).toBe('AccessDeniedException');
  expect(await outbox()).toEqual(before);
});
