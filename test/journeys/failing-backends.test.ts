import type { ServerResponse } from 'node:http';
import { type Platform, startPlatform } from './platform';
import { type RecordingBackend, recordingBackend } from './recording-backend';
import { applicationToken } from './sign-in';

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
afterEach(() => backend.answerWith(undefined));

const open = () => fetch(`${platform.api}/hello-world/hello/world`);

test('a stack trace of the backend never reaches a consumer', async () => {
  backend.answerWith((_request, response) => {
    response.statusCode = 500;
    response.end('NullPointerException at uk.nhs.Secret.internals(Secret.java:42)');
  });
  const response = await open();
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/NullPointer|Secret/);
});

test('a backend that closes half-way is a 502', async () => {
  backend.answerWith((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setImmediate(() => response.destroy());
  });
  expect((await open()).status).toBe(502);
});

test('a backend that resets the connection is a 502', async () => {
  backend.answerWith((request) => request.socket.destroy());
  expect((await open()).status).toBe(502);
});

test('a backend that never answers is a 504', async () => {
  backend.answerWith(() => undefined);
  expect((await open()).status).toBe(504);
});

test('a backend that hangs holds as many calls as its API may, and no other API waits', async () => {
  const waiting = new Set<() => void>();
  const answer = (response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  };
  backend.answerWith(({ url }, response) => {
    if (url?.includes('/hello/')) waiting.add(() => answer(response));
    else answer(response);
  });
  const hanging = Array.from({ length: 40 }, open);
  const refused = await Promise.any(hanging);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.headers.get('content-type')).toMatch(/json/);

  const { apiKey } = platform.application();
  const other = await fetch(`${platform.api}/growth-charts/reference-data`, { headers: { apikey: apiKey } });
  expect(other.status).toBe(200);
  expect(await applicationToken(platform.application())).toEqual(expect.any(String));

  backend.answerWith(undefined);
  for (const end of waiting) end();
  const statuses = (await Promise.all(hanging)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(25);
  expect(statuses.filter((status) => status === 503)).toHaveLength(15);
});

test('a refusal of the backend passes through in its own words', async () => {
  backend.answerWith((_request, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json' });
    response.end('{"title":"unprocessable"}');
  });
  const response = await open();
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({ title: 'unprocessable' });
});

test('a body over ten megabytes is refused before it reaches the backend', async () => {
  const before = backend.requests.length;
  const response = await fetch(`${platform.api}/growth-charts/_ping`, { method: 'POST', body: 'x'.repeat(10_500_000) });
  expect(response.status).toBe(413);
  expect(backend.requests).toHaveLength(before);
});

test('a backend that is not there is a 502', async () => {
  backend.close();
  expect((await open()).status).toBe(502);
});
