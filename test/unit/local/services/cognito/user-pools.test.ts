import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;
let UserPoolId: string;
let ClientId: string;

const stack = {
  name: 'test-Portal',
  resources: {
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UsernameAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
        Schema: [
          { Name: 'email', Required: true },
          { Name: 'name', Required: true },
        ],
        VerificationMessageTemplate: { EmailSubject: 'Your code', EmailMessage: 'It is {####}.' },
      },
    },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
      },
    },
  },
};
const Password = 'correct horse battery';

async function start(): Promise<void> {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'assembly'), [stack]));
  const [client] = cloud.services.cognito.pools.clients();
  UserPoolId = client?.pool.settings.id ?? '';
  ClientId = client?.id ?? '';
}

beforeAll(start);
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cognito = (accessKeyId?: string) =>
  new CognitoIdentityProviderClient({
    endpoint: cloud.url,
    region: 'eu-west-2',
    credentials: cloud.accessKey(accessKeyId),
  });
const refused = (answer: Promise<unknown>) =>
  answer.then(
    () => 'allowed',
    (error: Error) => error.name,
  );
const codeTo = (email: string) => cloud.services.ses.outbox.all().findLast(({ to }) => to === email)?.code ?? '';

const signUp = (Username: string, password = Password) =>
  cognito().send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: [{ Name: 'name', Value: 'Grace Hopper' }],
    }),
  );
const confirm = (Username: string, ConfirmationCode: string) =>
  cognito().send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
const signIn = (USERNAME: string, PASSWORD = Password, accessKeyId?: string) =>
  cognito(accessKeyId).send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );

test('a developer signs up without a credential, is mailed a code, confirms and signs in whatever the case', async () => {
  const { UserSub } = await signUp('grace@example.uk');
  expect(cloud.services.ses.outbox.all().at(-1)).toMatchObject({ to: 'grace@example.uk', subject: 'Your code' });
  expect(await refused(signIn('grace@example.uk'))).toBe('UserNotConfirmedException');
  await confirm('grace@example.uk', codeTo('grace@example.uk'));
  const { AuthenticationResult } = await signIn('Grace@Example.uk');
  expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({
    sub: UserSub,
    name: 'Grace Hopper',
    email: 'grace@example.uk',
    aud: ClientId,
    token_use: 'id',
  });
});

test('an address is taken once, and a short password is not taken', async () => {
  await signUp('once@example.uk');
  expect(await refused(signUp('ONCE@example.uk'))).toBe('UsernameExistsException');
  expect(await refused(signUp('short@example.uk', 'elevenchars'))).toBe('InvalidPasswordException');
});

test('a code is good for a day, and only the last one', async () => {
  await signUp('slow@example.uk');
  const first = codeTo('slow@example.uk');
  await cognito().send(new ResendConfirmationCodeCommand({ ClientId, Username: 'slow@example.uk' }));
  const second = codeTo('slow@example.uk');
  if (first !== second) expect(await refused(confirm('slow@example.uk', first))).toBe('CodeMismatchException');
  cloud.clock.advance(25 * 3_600_000);
  expect(await refused(confirm('slow@example.uk', second))).toBe('ExpiredCodeException');
});

test('nothing tells whether an address is known', async () => {
  expect(await refused(signIn('nobody@example.uk'))).toBe('NotAuthorizedException');
  expect(await refused(signIn('grace@example.uk', 'wrong horse battery'))).toBe('NotAuthorizedException');
  const resend = new ResendConfirmationCodeCommand({ ClientId, Username: 'nobody@example.uk' });
  expect(await refused(cognito().send(resend))).toBe('allowed');
  expect(codeTo('nobody@example.uk')).toBe('');
});

test('signing in and deleting are refused to a role that may not, and to nobody at all', async () => {
  const trust = { Statement: [] };
  cloud.access.putRole('arn:aws:iam::000000000000:role/guest', trust, []);
  cloud.access.bindAccessKey('guest', { kind: 'role', arn: 'arn:aws:iam::000000000000:role/guest' });
  expect(await refused(signIn('grace@example.uk', Password, 'guest'))).toBe('AccessDeniedException');
  const unsigned = await fetch(cloud.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' },
    body: JSON.stringify({ UserPoolId, Username: 'grace@example.uk' }),
  });
  expect(unsigned.status).toBe(400);
  expect(await unsigned.json()).toMatchObject({ __type: 'AccessDeniedException' });
});

test('a later start finds the users, and no file holds a password or a code', async () => {
  await signUp('later@example.uk');
  const code = codeTo('later@example.uk');
  await cloud.stop();
  const documents = join(folder, 'state', 'documents');
  const kept = readdirSync(documents).map((file) => readFileSync(join(documents, file), 'utf8'));
  expect(kept.join()).toContain('later@example.uk');
  expect(kept.join()).not.toContain(Password);
  expect(kept.join()).not.toContain(`"${code}"`);
  await start();
  await confirm('later@example.uk', code);
  expect((await signIn('later@example.uk')).AuthenticationResult?.IdToken).toBeDefined();
});

test('a user who is deleted is gone at once', async () => {
  const { UserSub } = await signUp('gone@example.uk');
  await cognito().send(new AdminDeleteUserCommand({ UserPoolId, Username: UserSub }));
  expect(await refused(signIn('gone@example.uk'))).toBe('NotAuthorizedException');
  await signUp('gone@example.uk');
});
