import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { type AssertionParts, anApplication, subscribedTo } from '../../../builders';
import { aTokenEndpoint, bindings, type TokenBody, type TokenEndpoint } from '../token-endpoint';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint({
    application: {
      clientSecrets: [{ id: 's', hash: sha256SecretHash.of('right'), createdAt: '2026-01-01T00:00:00Z' }],
    },
  });
});

const tooOften = { error: 'temporarily_unavailable', message_id: 'gateway-request-1' };
const withSecret = (client_secret: string, client_id = 'app-1') => ({
  grant_type: 'refresh_token',
  refresh_token: 'none.such',
  client_id,
  client_secret,
});

/** The form as it is answered to an address. */
async function from(sourceIp: string, form: Record<string, string>, path = '/token') {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
  const response = await endpoint.app.request(path, init, { ...bindings, sourceIp });
  return { status: response.status, headers: response.headers, body: (await response.json()) as TokenBody };
}

async function useUp(times: number, ask: () => Promise<unknown>) {
  for (let count = 0; count < times; count += 1) await ask();
}

describe('one address', () => {
  test('is answered 429 after 3,000 requests in a minute that proved nothing, and others are not', async () => {
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => from('198.51.100.7', {})));
    }
    const { status, headers, body } = await from('198.51.100.7', {});
    expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([429, '60', 'no-store']);
    expect(body).toMatchObject({ ...tooOften, error_description: 'The rate limit is exceeded' });
    expect((await from('198.51.100.7', {}, '/revoke')).status).toBe(429);
    expect((await from('198.51.100.7', {}, '/introspect')).status).toBe(429);
    expect((await from('198.51.100.8', {})).status).toBe(400);
    // Whoever else stands behind that address, and can prove who they are, does not notice.
    expect((await from('198.51.100.7', await endpoint.aForm())).status).toBe(200);
    expect((await from('198.51.100.7', withSecret('right'))).body.error).toBe('invalid_grant');
    endpoint.clock.advance(60);
    expect((await from('198.51.100.7', {})).status).toBe(400);
  });

  test('is not taken from what the caller says of itself', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers: { ...headers, 'x-forwarded-for': '203.0.113.9' }, body: '' };
    const allow = jest.spyOn(endpoint.attempts, 'allow');
    await endpoint.app.request('/token', init, bindings);
    await endpoint.app.request('/token', { ...init, headers }, bindings);
    expect(allow.mock.calls[0]).toEqual(allow.mock.calls[1]);
  });

  test('rests only as a mark, another one the next day', async () => {
    const allow = jest.spyOn(endpoint.attempts, 'allow');
    await from('198.51.100.7', {});
    endpoint.clock.advance(24 * 3600);
    await from('198.51.100.7', {});
    const keys = allow.mock.calls.map(([key]) => key);
    expect(keys.join()).not.toContain('198.51.100.7');
    expect(new Set(keys).size).toBe(2);
  });
});

describe('one application', () => {
  test('gets 300 tokens a minute, whatever others send in its name', async () => {
    for (let address = 0; address < 12; address += 1) {
      await useUp(30, () => from(`203.0.113.${address}`, withSecret('wrong')));
    }
    for (let count = 0; count < 300; count += 1) {
      expect((await endpoint.post(await endpoint.aForm())).status).toBe(200);
    }
    const { status, body, headers } = await endpoint.post(await endpoint.aForm());
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
    expect(body).toMatchObject(tooOften);
    endpoint.clock.advance(60);
    expect((await endpoint.post(await endpoint.aForm())).status).toBe(200);
  });
});

describe('a secret', () => {
  test('is guessed at 30 times a minute from one address, and the right one is let through all the same', async () => {
    await useUp(30, async () => {
      expect((await from('203.0.113.1', withSecret('wrong'))).status).toBe(401);
    });
    const { status, body } = await from('203.0.113.1', withSecret('wrong'));
    expect(status).toBe(429);
    expect(body).toMatchObject({ ...tooOften, error_description: 'Too many failed attempts to authenticate' });
    expect((await from('203.0.113.1', withSecret('right'))).body.error).toBe('invalid_grant');
  });

  test('and the application itself, elsewhere, does not notice', async () => {
    await useUp(31, () => from('203.0.113.1', withSecret('wrong')));
    expect((await from('203.0.113.2', withSecret('right'))).body.error).toBe('invalid_grant');
  });

  test('nor another application at the same address', async () => {
    const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
    await endpoint.applications.save(
      anApplication({ id: 'app-2', clientSecrets, subscriptions: subscribedTo('every-mode') }),
    );
    await useUp(31, () => from('203.0.113.1', withSecret('wrong')));
    expect((await from('203.0.113.1', withSecret('its', 'app-2'))).body.error).toBe('invalid_grant');
  });

  test('is not compared with by mistakes that prove nothing wrong', async () => {
    await useUp(40, () => from('203.0.113.1', withSecret('right')));
    expect((await from('203.0.113.1', withSecret('right'))).body.error).toBe('invalid_grant');
  });
});

describe('strangers behind the address of an application', () => {
  const stranger = async (parts: AssertionParts = {}) =>
    from('203.0.113.1', await endpoint.aForm({ client_assertion: await endpoint.assertion(parts) }));

  const forged = async () => {
    const [head, claims, signature = ''] = (await endpoint.assertion()).split('.');
    const client_assertion = `${head}.${claims}.${[...signature].reverse().join('')}`;
    return from('203.0.113.1', await endpoint.aForm({ client_assertion }));
  };

  test.each<[string, () => Promise<{ status: number }>]>([
    ['assertions that merely name it', async () => forged()],
    ['assertions of a key that it does not have', () => stranger({ header: { kid: 'unknown' } })],
    ['expired assertions', () => stranger({ claims: { exp: 1 } })],
    ['assertions for another audience', () => stranger({ claims: { aud: 'https://elsewhere.example' } })],
    ['secrets that are wrong', () => from('203.0.113.1', withSecret('wrong'))],
    ['its id alone', () => from('203.0.113.1', { grant_type: 'client_credentials', client_id: 'app-1' })],
    ['wrong proofs at another endpoint', () => from('203.0.113.1', withSecret('wrong'), '/revoke')],
  ])('do not stop it by %s', async (_case, send) => {
    await useUp(40, send);
    expect((await from('203.0.113.1', await endpoint.aForm())).status).toBe(200);
  });
});

test('what cannot be counted is let through and told to whoever runs the platform', async () => {
  const gone = () => Promise.reject(new Error('the table is gone'));
  endpoint.attempts.allow = gone;
  expect((await endpoint.post(await endpoint.aForm())).status).toBe(200);
  expect((await endpoint.post(withSecret('wrong'))).status).toBe(401);
  expect(endpoint.faults).toHaveLength(3);
});
