import { HttpTarget } from '../../../adapters/node/http-target';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());
afterEach(() => server.answerWell());

const request = (method = 'GET') => ({ method, url: `${server.url}/x`, headers: [], timeoutMillis: 20_000 });

function aTarget(secret: () => Promise<string>, type: 'apikey' | 'mtls' = 'apikey') {
  let now = 0;
  const security = type === 'apikey' ? { type, header: 'X-Key' } : { type };
  const target = new HttpTarget({ security, secret, clock: { now: () => new Date(now) } });
  return { target, pass: (millis: number) => (now += millis) };
}

test('a rotated key is used by the next request', async () => {
  const keys = ['old', 'new'];
  const { target } = aTarget(async () => keys.shift() ?? 'none');
  for (const key of ['old', 'new']) {
    await target.send(request());
    expect(server.last()?.headers['x-key']).toBe(key);
  }
});

test('a target whose credential cannot be read is not called without it', async () => {
  const before = server.arrived.length;
  const { target } = aTarget(async () => {
    throw new Error('denied');
  });
  await expect(target.send(request())).rejects.toThrow();
  expect(server.arrived).toHaveLength(before);
});

test('a client certificate is never read for a connection that is not encrypted', async () => {
  const { target } = aTarget(async () => {
    throw new Error('read');
  }, 'mtls');
  expect((await target.send(request())).outcome).toBe('answered');
});

test.each(['not json', '{"key":"a"}', '[]'])(
  'a client certificate that is none (%j) is a configuration fault',
  async (secret) => {
    const { target } = aTarget(async () => secret, 'mtls');
    const sent = target.send({ ...request(), url: 'https://127.0.0.1:1/' });
    await expect(sent).rejects.toMatchObject({ code: 'invalid_configuration' });
  },
);

test('a connection that has been idle for long is not trusted with a request that cannot be repeated', async () => {
  const { target, pass } = aTarget(async () => 'key');
  await target.send(request());
  const before = server.connections();
  pass(3_000);
  await target.send(request('POST'));
  expect(server.connections()).toBe(before);
  pass(60_000);
  await target.send(request('POST'));
  expect(server.connections()).toBe(before + 1);
});

test('a POST on a connection that the target resets is never sent twice', async () => {
  const { target } = aTarget(async () => 'key');
  await target.send(request());
  const before = server.arrived.length;
  server.answerWith((arrived) => arrived.socket.resetAndDestroy());
  expect((await target.send(request('POST'))).outcome).toBe('unreachable');
  expect(server.arrived).toHaveLength(before + 1);
});
