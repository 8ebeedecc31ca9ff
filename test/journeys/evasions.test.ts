import { connect } from 'node:net';
import { type Platform, startPlatform } from './platform';
import { type RecordingBackend, recordingBackend } from './recording-backend';
import { applicationToken, bearer } from './sign-in';

let platform: Platform;
let backend: RecordingBackend;

beforeAll(async () => {
  backend = await recordingBackend();
  platform = await startPlatform({ backend: backend.url });
});
afterAll(async () => {
  await platform?.stop();
  backend?.close();
});

/** What the server answers to bytes that no HTTP client would send. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(platform.api);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.setTimeout(60_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });

const statuses = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
const request = (path: string, ...headers: string[]) =>
  `${[`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;

const spellings = [
  '/hello-world/hello/application',
  '/hello-world/hello/application/',
  '/hello-world//hello/application',
  '/hello-world/./hello/application',
  '/hello-world/hello/world/../application',
  '/hello-world/hello/world/..;/application',
  '/hello-world/hello%2Fapplication',
  '/hello-world/hello%252Fapplication',
  '/hello-world/hello/%61pplication',
  '/hello-world/hello/world/%2e%2e/application',
  '/hello-world/HELLO/application',
  '/hello-world/hello/application;a=b',
  '/hello-world/hello/application%00',
  '/hello-world/hello\\application',
  '/hello-world/_ping/../hello/application',
  '//hello-world/hello/application',
  'http://elsewhere.example/hello-world/hello/application',
];

test.each(spellings)('no spelling of a restricted path is answered without a credential: %s', async (path) => {
  const before = backend.requests.length;
  const answer = statuses(await raw(request(path)));
  expect(answer).toHaveLength(1);
  expect(answer.every((status) => status >= 400)).toBe(true);
  expect(backend.requests).toHaveLength(before);
});

test('a header that names another method does not change which operation is decided', async () => {
  const headers = ['X-HTTP-Method-Override: GET', 'X-Original-URL: /hello-world/hello/world', 'X-Rewrite-URL: /'];
  const answer = statuses(await raw(request('/hello-world/hello/application', ...headers)));
  expect(answer).toEqual([401]);
});

test('two credentials at once are refused, as is a token in the query', async () => {
  const token = await applicationToken(platform.application());
  const twice = [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`];
  expect(statuses(await raw(request('/hello-world/hello/application', ...twice)))).toEqual([401]);
  const inQuery = await fetch(`${platform.api}/hello-world/hello/application?access_token=${token}`);
  expect(inQuery.status).toBe(401);
});

test('a smuggled second request is not answered as the first one was', async () => {
  const token = await applicationToken(platform.application());
  const body = request('/hello-world/hello/application');
  const answer = await raw(
    `POST /hello-world/hello/world HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${body}`,
  );
  expect(statuses(answer).every((status) => status >= 400)).toBe(true);
});

test('identity and routing headers that a caller makes up never reach the backend', async () => {
  const token = await applicationToken(platform.application());
  const made = {
    'nhsd-identity-uuid': '1',
    'nhsd-asid': '1',
    'x-amzn-remapped-authorization': 'x',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-host': 'elsewhere.example',
    cookie: 'session=1',
    apikey: 'x',
  };
  const response = await fetch(`${platform.api}/hello-world/hello/world`, { headers: { ...bearer(token), ...made } });
  expect(response.status).toBe(200);
  const arrived = Object.keys(backend.last()?.headers ?? {});
  expect(arrived).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(nhsd-(identity|asid)|x-amzn|x-forw)/)]));
  for (const name of ['authorization', 'apikey', 'cookie']) expect(arrived).not.toContain(name);
});

test('bytes that are not HTTP end that connection and nothing else', async () => {
  for (const bytes of ['\0\0\0\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`]) {
    expect(statuses(await raw(bytes)).every((status) => status >= 400)).toBe(true);
  }
  expect((await fetch(`${platform.api}/hello-world/_ping`)).status).toBe(200);
});
