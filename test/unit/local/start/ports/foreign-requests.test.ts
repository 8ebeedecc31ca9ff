import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SignatureV4 } from '@smithy/signature-v4';
import { portNames } from '../../../../../domain/local-platform';
import { Sha256 } from '../../../../../local/cloud/endpoint/verify-signature';
import { scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;
let first: number;

const stack = {
  name: 'test-Values',
  resources: {
    Value: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/one', Type: 'String', Value: 'a value' } },
    Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'store' } },
  },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  first = Number(new URL(cloud.url).port) - portNames.indexOf('aws');
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** The status of a request with exactly these headers. */
const ask = (port: number, { path = '/', method = 'GET', headers = {} }: Asked): Promise<number> =>
  new Promise((resolve, reject) => {
    const setHost = !('host' in headers);
    request({ host: '127.0.0.1', port, path, method, headers, setHost }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe.each(portNames.map((name, index) => [name, index] as const))('the port of %s', (_name, index) => {
  const port = () => first + index;
  const notRefused = async (headers: Record<string, string>) =>
    expect([403, 421]).not.toContain(await ask(port(), { path: '/_dip/health', headers }).then(aboutNames));
  // A gateway refuses an unknown base path as it refuses another origin.
  const aboutNames = (status: number) => (status === 403 && index !== portNames.indexOf('aws') ? 0 : status);

  test.each([
    ['a name that was pointed at this machine', 'rebound.example:PORT'],
    ['a name that ends as its own', 'evil-localhost:PORT'],
    ['a name that begins as its own', '127.0.0.1.evil.example:PORT'],
    ['a name of .localhost', 'evil.localhost:PORT'],
    ['its own name with another port', '127.0.0.1:1'],
    ['another spelling of its address', '127.1:PORT'],
    ['an address of all interfaces', '0.0.0.0:PORT'],
    ['a name with a user in front', 'localhost@evil.example:PORT'],
    ['two names', 'localhost, evil.example'],
    ['no name', ''],
    ['a name of JavaScript', 'constructor'],
  ])('refuses %s as its host', async (_what, host) => {
    const headers = { host: host.replace('PORT', String(port())) };
    expect(await ask(port(), { path: '/_dip/health', headers })).toBe(421);
  });

  test('refuses another host in the request target', async () => {
    expect(await ask(port(), { path: 'http://rebound.example/_dip/health' })).toBe(421);
  });

  test.each([
    ['another site', 'https://evil.example'],
    ['a site that begins as it does', 'http://127.0.0.1.evil.example'],
    ['another program of this machine', 'http://localhost:1'],
    ['its own name by https', 'https://localhost:PORT'],
    ['a frame without an origin', 'null'],
    ['an extension', 'chrome-extension://abcdefghijklmnop'],
    ['nothing', ''],
  ])('refuses the origin of %s', async (_what, origin) => {
    const headers = { origin: origin.replace('PORT', String(port())), authorization: `Bearer ${cloud.controlToken}` };
    expect(await ask(port(), { path: '/_dip/clock', headers })).toBe(403);
  });

  test('answers to its own names and origins', async () => {
    await notRefused({});
    await notRefused({ host: `localhost:${port()}` });
    await notRefused({ host: 'LOCALHOST' });
    await notRefused({ origin: `http://localhost:${port()}` });
    await notRefused({ origin: `http://127.0.0.1:${first}` });
  });
});

test.each([
  ['GET', '/_dip/clock'],
  ['GET', '/_dip/outbox'],
  ['GET', '/_dip/faults'],
  ['GET', '/_dip/anything'],
  ['POST', '/_dip/clock'],
  ['POST', '/_dip/flush'],
  ['POST', '/_dip/faults'],
  ['DELETE', '/_dip/faults'],
])('%s %s asks for the control token', async (method, path) => {
  const port = Number(new URL(cloud.url).port);
  const authorizations = ['', 'Bearer', 'Bearer wrong', cloud.controlToken, `Basic ${cloud.controlToken}`];
  const answers = authorizations.map((authorization) => ask(port, { path, method, headers: { authorization } }));
  expect(await Promise.all(answers)).toEqual(authorizations.map(() => 401));
  expect(await ask(port, { path, method })).toBe(401);
  expect((await cloud.control(path, method === 'POST' ? {} : undefined, method)).status).not.toBe(401);
});

test('health is told to everybody, and an outcome that nobody waits for changes nothing', async () => {
  expect((await fetch(`${cloud.url}/_dip/health`)).status).toBe(503);
  expect((await fetch(`${cloud.url}/_dip/cloudformation/guess`, { method: 'PUT', body: '{}' })).status).toBe(404);
});

test('a body that is longer than anything a control route takes is refused', async () => {
  expect((await cloud.control('/_dip/faults', 'x'.repeat(65_536))).status).toBe(413);
});

const parameter = (credentials = cloud.accessKey()) =>
  new SSMClient({ region: 'eu-west-2', endpoint: cloud.url, credentials, maxAttempts: 1 })
    .send(new GetParameterCommand({ Name: '/one' }))
    .then(
      ({ Parameter }) => Parameter?.Value,
      (error: Error) => error.name,
    );

interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly path: string;
}

/** The status of a call that was changed after it was signed. */
async function changed(change: (signed: Signed) => Partial<Signed>): Promise<number> {
  const { host } = new URL(cloud.url);
  const credentials = cloud.accessKey();
  const signer = new SignatureV4({ region: 'eu-west-2', service: 'ssm', sha256: Sha256, credentials });
  const asked = {
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path: '/',
    headers: { host, 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' },
    body: '{"Name":"/one"}',
  };
  const { headers } = await signer.sign(asked);
  const signed = { headers, body: asked.body, path: '/' };
  const { path, ...call } = { ...signed, ...change(signed) };
  return (await fetch(`${cloud.url}${path}`, { method: 'POST', ...call })).status;
}

test('the AWS endpoint answers who signs with the key of this start', async () => {
  expect(await parameter()).toBe('a value');
  expect(await changed(() => ({}))).toBe(200);
});

test('a key id alone, or with another secret, opens nothing', async () => {
  expect(await parameter({ accessKeyId: 'local-admin', secretAccessKey: 'local-admin' })).toBe(
    'InvalidSignatureException',
  );
  expect(await parameter({ ...cloud.accessKey('another'), accessKeyId: 'local-admin' })).toBe(
    'InvalidSignatureException',
  );
});

const header = (name: string, value: (before: string) => string): Parameters<typeof changed>[0] => {
  return ({ headers }) => ({ headers: { ...headers, [name]: value(headers[name] ?? '') } });
};

test.each<[string, Parameters<typeof changed>[0]]>([
  ['no signature', ({ headers: { authorization, ...headers } }) => ({ headers })],
  ['a signature cut short', header('authorization', (before) => before.slice(0, -1))],
  ['only a credential', header('authorization', (before) => before.split(',')[0] ?? '')],
  ['another body', () => ({ body: '{"Name":"/two"}' })],
  ['another operation', header('x-amz-target', () => 'AmazonSSM.PutParameter')],
  ['another path', () => ({ path: '/other' })],
  ['a query that was not signed', () => ({ path: '/?a=1' })],
  ['another date', header('x-amz-date', () => '20200101T000000Z')],
  ['a date that is none', header('x-amz-date', () => 'now')],
  ['another digest', header('x-amz-content-sha256', () => '0'.repeat(64))],
  ['an unsigned body', header('x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD')],
  ['a header left out', header('authorization', (before) => before.replace(';x-amz-target', ''))],
  ['no host among what is signed', header('authorization', (before) => before.replace('host;', ''))],
  ['a service named constructor', header('authorization', (before) => before.replace('/ssm/', '/constructor/'))],
])('%s is refused', async (_what, change) => {
  expect([403, 501]).toContain(await changed(change));
});
