import { rmSync } from 'node:fs';
import type { Environment } from '../../../lib/config/environment';
import { environmentNamed } from '../../../lib/config/environments';
import { accountConcurrency } from '../../../local/cloud/lambda/account-concurrency';
import { accountFaults } from '../../../scripts/delivery/account-faults';
import { scratchFolder, startTestCloud, type TestCloud } from '../local/an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;
let account: string;

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  account = cloud.account.id;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.url,
    AWS_ACCESS_KEY_ID: 'local-admin',
    AWS_SECRET_ACCESS_KEY: cloud.controlToken,
  });
});
afterAll(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stated = (change: Partial<Environment> = {}): Environment => ({ ...environmentNamed('int'), account, ...change });
const held = { authorizer: 100, token: 50, redactor: 50, relay: 20 };

test('an account that is the one stated, prepared, and with as many executions has none', async () => {
  expect(await accountFaults(stated())).toEqual([]);
});

test('another account than the one stated is named', async () => {
  const [fault, ...others] = await accountFaults(stated({ account: '210987654321' }));
  expect(fault).toBe(
    `account is 210987654321, and these credentials belong to ${account}: sign in to the account that it states`,
  );
  expect(others).toEqual([]);
});

test('an account that gives fewer executions than stated is told what to ask for', async () => {
  const concurrency = { account: accountConcurrency + 1, ...held };
  expect(await accountFaults(stated({ concurrency }))).toEqual([
    expect.stringMatching(
      /^concurrency\.account is 5001, and Lambda gives this account 5000: .*all that is held.* 320 /,
    ),
  ]);
});

test.each<[string, Partial<TestCloud['services']['ses']['account']>, RegExp]>([
  ['in SES’s sandbox is told to leave it', { isInProduction: false }, /sandbox.*ask AWS for production access/],
  ['whose mails AWS has paused is told so', { isSending: false }, /sends no mail of this account: answer the case/],
  ['that may send fewer mails than stated is told both', { mostADay: 200 }, /^mailsADay is 300, .* sends 200 a day/],
])('an account %s, where the environment sends any', async (_what, change, fault) => {
  const { account: sending } = cloud.services.ses;
  const before = { ...sending };
  Object.assign(sending, change);
  const { domain: _, mail: __, ...withoutDomain } = stated({ mailsADay: 300 });
  try {
    expect(await accountFaults(stated({ mailsADay: 300 }))).toEqual([expect.stringMatching(fault)]);
    expect(await accountFaults(withoutDomain)).toEqual([]);
  } finally {
    Object.assign(sending, before);
  }
});

test('a Region that was never prepared for the CDK is named, and one that was for an older one', async () => {
  const { parameters } = cloud.services.ssm;
  const name = '/cdk-bootstrap/hnb659fds/version';
  parameters.remove(name);
  const { domain: _, ...withoutDomain } = stated();
  expect(await accountFaults(withoutDomain)).toEqual([
    'eu-west-2 is not prepared for the CDK: run npx cdk bootstrap in eu-west-2',
  ]);
  parameters.put(name, '5');
  expect(await accountFaults(stated({ domain: { name: 'int.trust.nhs.uk' } }))).toEqual([
    'eu-west-2 is prepared for an older CDK (version 5): run npx cdk bootstrap in eu-west-2',
    'us-east-1 is prepared for an older CDK (version 5): run npx cdk bootstrap in us-east-1',
  ]);
});
