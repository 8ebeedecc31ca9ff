import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { buildSync } from 'esbuild';
import { CognitoAccountDirectory } from '../../adapters/aws/cognito-account-directory';
import type { AccountDirectory } from '../../domain/accounts/account-directory';
import { aClock } from '../builders';
import { MemoryAccountDirectory } from '../memory/memory-account-directory';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../unit/local/an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud(folder);
  const mails = { 'Fn::GetAtt': ['mails', 'Arn'] };
  const Pool = {
    UsernameAttributes: ['email'],
    Schema: [{ Name: 'terms', AttributeDataType: 'String', Mutable: false }],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    LambdaConfig: { CustomMessage: mails },
  };
  const Permission = {
    FunctionName: mails,
    Action: 'lambda:InvokeFunction',
    Principal: 'cognito-idp.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': ['Pool', 'Arn'] },
  };
  const Client = {
    UserPoolId: { Ref: 'Pool' },
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  };
  const Environment = { Variables: { PORTAL_URL: 'https://portal.example.nhs.uk' } };
  const resources = {
    ...aFunction('mails', [], { Environment }),
    Permission: { Type: 'AWS::Lambda::Permission', Properties: Permission },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: Pool },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: Client },
  };
  await cloud.deploy(
    writeAssembly(join(folder, 'assembly'), [{ name: 'test-Portal', resources, code: { mails: mailsFunction() } }]),
  );
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The function that words the mails, as it is bundled for AWS. */
function mailsFunction(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, '..', '..', 'lambdas', 'account-mails', 'handler.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  });
  return outputFiles[0]?.text ?? '';
}

interface Directory {
  readonly directory: AccountDirectory;
  mailsTo(email: string): readonly { readonly code: string; readonly subject: string; readonly text: string }[];
  /** Names of the calls that were made since the last time. */
  calls(): readonly string[];
}

function onMemory(): Directory {
  const directory = new MemoryAccountDirectory(aClock());
  return { directory, mailsTo: (email) => directory.mails.filter(({ to }) => to === email), calls: () => [] };
}

function onCognito(): Directory {
  const [client] = cloud.services.cognito.pools.clients();
  const pool = { userPoolId: client?.pool.settings.id ?? '', clientId: client?.id ?? '' };
  const credentials = cloud.accessKey('local-admin');
  const cognito = new CognitoIdentityProviderClient({ endpoint: cloud.url, region: 'eu-west-2', credentials });
  const calls: string[] = [];
  cognito.middlewareStack.add((next, { commandName }) => async (input) => {
    calls.push(String(commandName));
    return next(input);
  });
  return {
    directory: new CognitoAccountDirectory(cognito, pool),
    mailsTo: (email) =>
      cloud.services.ses.outbox
        .all()
        .flatMap(({ to, code = '', subject, text }) => (to === email ? [{ code, subject, text }] : [])),
    calls: () => calls.splice(0, calls.length),
  };
}

const terms = { version: '1.0', acceptedAt: '2026-01-05T09:00:00.000Z' };
const password = 'correct horse battery';
const another = 'thunder otter lamp';
let count = 0;
const anAddress = () => {
  count += 1;
  return `person-${count}@example.nhs.uk`;
};

describe.each([
  ['memory', onMemory],
  ['Cognito', onCognito],
])('a directory on %s', (technology, make) => {
  let made: Directory;
  beforeEach(() => {
    made = make();
  });
  const lastCode = (email: string) => made.mailsTo(email).at(-1)?.code ?? '';
  const outcome = async (email: string, secret = password) =>
    (await made.directory.authenticate({ email, password: secret })).outcome;

  async function aMember(email = anAddress()): Promise<{ id: string; email: string }> {
    const { signUp } = await made.directory.signUp({ terms, name: 'Ada', email, password });
    await made.directory.confirm({ email, code: lastCode(email), signUp });
    const answer = await made.directory.authenticate({ email, password });
    return { email, id: answer.outcome === 'authenticated' ? answer.user.id : '' };
  }

  test('the password of whoever proves the address counts, whoever signed up before', async () => {
    const email = anAddress();
    const earlier = { version: '0.9', acceptedAt: '2025-01-05T09:00:00.000Z' };
    await made.directory.signUp({ terms: earlier, name: 'Eve', email, password: another });
    const { signUp } = await made.directory.signUp({ terms, name: 'Ada', email, password });
    await made.directory.resendCode(email);
    expect(await made.directory.confirm({ email, code: lastCode(email), signUp })).toBe(true);
    expect(await outcome(email, another)).toBe('refused');
    expect(await made.directory.authenticate({ email, password })).toMatchObject({
      user: { name: 'Ada', email, terms },
    });
  });

  test('a right code confirms no sign-up of somebody else', async () => {
    const email = anAddress();
    const own = await made.directory.signUp({ terms, name: 'Ada', email, password });
    await made.directory.signUp({ terms, name: 'Eve', email, password: another });
    for (const signUp of [own.signUp, '', 'constructor', email]) {
      expect(await made.directory.confirm({ email, code: lastCode(email), signUp })).toBe(false);
    }
    expect(await outcome(email, another)).toBe('unconfirmed');
  });

  test('a sign-up with a confirmed address changes nothing, and its owner is mailed', async () => {
    const { email } = await aMember();
    const before = made.mailsTo(email).length;
    const again = await made.directory.signUp({ terms, name: 'Eve', email, password: another });
    expect(again.isMailed).toBe(true);
    expect(made.mailsTo(email)).toHaveLength(before + 1);
    expect(await outcome(email, another)).toBe('refused');
    expect(await made.directory.authenticate({ email, password })).toMatchObject({ user: { name: 'Ada' } });
  });

  test('the same steps are taken for an address that is new, that waits and that is confirmed', async () => {
    const { email: confirmed } = await aMember();
    const waiting = anAddress();
    await made.directory.signUp({ terms, name: 'Ada', email: waiting, password });
    made.calls();
    const steps = [];
    for (const email of [anAddress(), waiting, confirmed]) {
      await made.directory.signUp({ terms, name: 'Ada', email, password });
      steps.push(made.calls());
    }
    expect(steps[1]).toEqual(steps[0]);
    expect(steps[2]).toEqual(steps[0]);
    if (technology === 'Cognito') expect(steps[0]).toHaveLength(4);
  });

  test('a new password needs a code from the mailbox, and each code is good once', async () => {
    const { id, email } = await aMember();
    await made.directory.sendResetCode(email);
    const code = lastCode(email);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect(await made.directory.resetPassword({ email, code: wrong, password: another })).toBeUndefined();
    expect(await outcome(email, another)).toBe('refused');
    expect(await made.directory.resetPassword({ email, code, password: another })).toMatchObject({ id, email });
    expect([await outcome(email), await outcome(email, another)]).toEqual(['refused', 'authenticated']);
    expect(await made.directory.resetPassword({ email, code, password })).toBeUndefined();
  });

  test('no code for a new password goes to an address that is unknown or not confirmed', async () => {
    const [unknown, waiting] = [anAddress(), anAddress()];
    await made.directory.signUp({ terms, name: 'Ada', email: waiting, password });
    for (const email of [unknown, waiting]) {
      const before = made.mailsTo(email).length;
      expect(await made.directory.sendResetCode(email)).toBe(true);
      expect(made.mailsTo(email)).toHaveLength(before);
    }
  });

  test('a new address counts once its code and the password have come, the old one until then', async () => {
    const [{ id, email }, moved] = [await aMember(), anAddress()];
    await made.directory.sendAddressCode(id, moved);
    expect([await outcome(email), await outcome(moved)]).toEqual(['authenticated', 'refused']);
    const code = lastCode(moved);
    expect(await made.directory.confirmAddress({ email, password: another, code })).toBeUndefined();
    expect(await made.directory.confirmAddress({ email, password, code })).toMatchObject({ id, email: moved });
    expect([await outcome(email), await outcome(moved)]).toEqual(['refused', 'authenticated']);
  });

  test('an address that is another’s is not given away, and nothing tells that it is', async () => {
    const [ada, grace] = [await aMember(), await aMember()];
    const before = made.mailsTo(grace.email).length;
    expect(await made.directory.sendAddressCode(ada.id, grace.email)).toBe(true);
    expect(made.mailsTo(grace.email)).toHaveLength(before);
    expect(await outcome(grace.email)).toBe('authenticated');
  });

  test('each mail says what it is for, bears its code, and nothing that was typed', async () => {
    const [{ id, email }, moved] = [await aMember(), anAddress()];
    await made.directory.signUp({ terms, name: 'Mallory', email, password });
    await made.directory.sendResetCode(email);
    await made.directory.sendAddressCode(id, moved);
    const mails = [...made.mailsTo(email), ...made.mailsTo(moved)];
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Your code for the developer portal',
      'You already have an account in the developer portal',
      'Choose a new password for the developer portal',
      'Confirm your new email address for the developer portal',
    ]);
    for (const { text, code } of mails) {
      expect(text).toContain(code);
      expect(text).not.toMatch(/Mallory|\{####\}/);
    }
    expect(mails[1]?.text).toContain('https://portal.example.nhs.uk/forgotten-password');
  });

  test('name and password can be changed', async () => {
    const { id, email } = await aMember();
    await made.directory.rename(id, 'Grace');
    await made.directory.setPassword(id, another);
    const answer = await made.directory.authenticate({ email, password: another });
    expect(answer).toMatchObject({ user: { name: 'Grace' } });
    expect(await outcome(email)).toBe('refused');
  });

  test('who never confirmed is forgotten, who did is not', async () => {
    const [{ email }, waiting] = [await aMember(), anAddress()];
    await made.directory.signUp({ terms, name: 'Ada', email: waiting, password });
    expect(await made.directory.removeUnconfirmed(new Date('2000-01-01T00:00:00Z'))).toBe(0);
    expect(await made.directory.removeUnconfirmed(new Date('2100-01-01T00:00:00Z'))).toBeGreaterThan(0);
    expect([await outcome(email), await outcome(waiting)]).toEqual(['authenticated', 'refused']);
  });
});
