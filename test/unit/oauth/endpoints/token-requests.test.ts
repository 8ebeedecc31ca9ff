import * as client from 'openid-client';
import * as z from 'zod';
import { aTokenEndpoint, bindings, issuer, type TokenEndpoint, tokenUrl } from '../token-endpoint';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint();
});

describe('a token request is a form, posted once', () => {
  const contentType = {
    error: 'invalid_request',
    error_description: 'Content-Type header must be application/x-www-form-urlencoded',
  };

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    '%s is answered 415',
    async (type) => {
      const { status, body } = await endpoint.post(await endpoint.aForm(), { 'content-type': type });
      expect(status).toBe(415);
      expect(body).toMatchObject(contentType);
    },
  );

  test('a character set beside the media type does no harm', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
    expect((await endpoint.post(await endpoint.aForm(), type)).status).toBe(200);
  });

  test('a repeated parameter is refused', async () => {
    const form = new URLSearchParams(await endpoint.aForm());
    const { status, body } = await endpoint.post(`${form}&grant_type=client_credentials`);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('a body of 100 KB is refused unread', async () => {
    const { status } = await endpoint.post(await endpoint.aForm({ padding: 'x'.repeat(100_000) }));
    expect(status).toBe(413);
  });

  test('parameters in the address do not count', async () => {
    const query = new URLSearchParams(await endpoint.aForm());
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await endpoint.app.request(`/token?${query}`, { method: 'POST', headers, body: '' }, bindings);
    expect(await response.json()).toMatchObject({ error_description: 'grant_type is missing' });
  });

  test('an Authorization header beside the assertion is refused', async () => {
    const { status, body } = await endpoint.post(await endpoint.aForm(), { authorization: 'Basic YTpi' });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is answered 405 with what is allowed', async (method) => {
    const response = await endpoint.app.request('/token', { method }, bindings);
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', '']);
  });

  test('an unknown path is answered 404 in the same words as ever', async () => {
    const response = await endpoint.app.request('/tokens', {}, bindings);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      error_description: 'Not Found',
      message_id: 'gateway-request-1',
    });
  });

  test('a fault of the platform is answered without its cause', async () => {
    endpoint.applications.find = () => Promise.reject(new Error('table secret-table is gone'));
    const { status, body } = await endpoint.post(await endpoint.aForm());
    expect([status, body.error]).toEqual([500, 'unknown_error']);
    expect(JSON.stringify(body)).not.toContain('secret-table');
    expect(endpoint.faults).toHaveLength(1);
  });
});

describe('every answer can be told from the others', () => {
  const guid = '0f9f1a5e-3f0b-4d5c-9d52-6a1f9b1c2d3e';
  const idsFor = async (headers: Record<string, string>) => {
    const answer = await endpoint.post({}, headers);
    return [answer.headers.get('x-request-id'), answer.headers.get('x-correlation-id')];
  };

  test('by the caller’s id where it is a GUID, by the gateway’s otherwise', async () => {
    expect(await idsFor({ 'x-request-id': guid })).toEqual([guid, null]);
    expect(await idsFor({ 'x-request-id': 'mine' })).toEqual(['gateway-request-1', null]);
    expect(await idsFor({ 'x-correlation-id': 'visit-7' })).toEqual(['gateway-request-1', 'visit-7']);
  });
});

describe('what the server says of itself', () => {
  const read = async (path: string) => {
    const response = await endpoint.app.request(path, {}, bindings);
    expect([path, response.status]).toEqual([path, 200]);
    const body = z.record(z.string(), z.unknown()).parse(await response.json());
    return { body, cacheControl: response.headers.get('cache-control') };
  };

  test('its public keys, cacheable and without a private member', async () => {
    const { body, cacheControl } = await read('/jwks');
    expect(cacheControl).toMatch(/max-age=\d+/);
    const { keys } = z.object({ keys: z.array(z.record(z.string(), z.string())) }).parse(body);
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  test('the same metadata at every well-known place', async () => {
    const { body } = await read('/.well-known/openid-configuration');
    expect(body).toMatchObject({ issuer, token_endpoint: tokenUrl, jwks_uri: `${issuer}/jwks` });
    expect((await read('/.well-known/oauth-authorization-server')).body).toEqual(body);
    expect((await read('/.well-known/oauth-authorization-server/oauth2')).body).toEqual(body);
  });

  test('how an application proves itself, at each endpoint that asks', async () => {
    const { body } = await read('/.well-known/oauth-authorization-server');
    for (const endpoint of ['token', 'revocation', 'introspection']) {
      expect(body[`${endpoint}_endpoint_auth_methods_supported`]).toEqual(['private_key_jwt', 'client_secret_post']);
      expect(body[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toContain('RS512');
    }
  });

  test('every grant type it advertises is one that it knows', async () => {
    const { body } = await read('/.well-known/oauth-authorization-server');
    for (const grant_type of z.array(z.string()).min(1).parse(body.grant_types_supported)) {
      const answer = await endpoint.post(await endpoint.aForm({ grant_type }));
      expect(answer.body.error).not.toBe('unsupported_grant_type');
    }
    expect(body.token_endpoint_auth_signing_alg_values_supported).not.toContain('none');
  });

  test('that it is up', async () => {
    expect((await read('/_ping')).body).toEqual({ status: 'pass' });
  });
});

test('a client written by others discovers the server and gets a token', async () => {
  const now = Math.floor(Date.now() / 1000);
  endpoint.clock.advance(now - endpoint.clock.seconds());
  const key = { key: endpoint.clientKey.privateKey, kid: 'key-1' };
  const authentication = client.PrivateKeyJwt(key, {
    [client.modifyAssertion]: (header) => {
      header.typ = 'JWT';
    },
  });
  const throughTheApp: client.CustomFetch = async (url, options) =>
    endpoint.app.request(new URL(url).pathname.replace('/oauth2', ''), options as RequestInit, bindings);
  const configuration = await client.discovery(new URL(issuer), 'app-1', undefined, authentication, {
    [client.customFetch]: throughTheApp,
    algorithm: 'oauth2',
    execute: [],
  });
  const tokens = await client.clientCredentialsGrant(configuration);
  expect(tokens.token_type).toBe('bearer');
  expect(tokens.expires_in).toBe(599);
});

describe('a name of JavaScript’s own is a name like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  test.each(names)('as a parameter, which is not looked at: %s', async (name) => {
    const form = new URLSearchParams(await endpoint.aForm());
    form.append(name, 'x');
    expect((await endpoint.post(form.toString())).status).toBe(200);
    form.append(name, 'y');
    expect((await endpoint.post(form.toString())).body.error_description).toBe('A parameter is repeated');
  });

  test.each(names)('as a claim or a header, which is not looked at: %s', async (name) => {
    const own = JSON.parse(`{"${name}":{"alg":"none","aud":"elsewhere"}}`) as Record<string, unknown>;
    const client_assertion = await endpoint.assertion({ claims: own, header: own });
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(200);
  });

  test.each(names)('as an application, which nobody has registered: %s', async (name) => {
    const { status, body } = await endpoint.post(
      await endpoint.aForm({ client_assertion: await endpoint.assertion({}, name) }),
    );
    expect([status, body.error_description]).toEqual([401, "Invalid 'iss'/'sub' claims in client_assertion JWT"]);
    const bySecret = {
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: 'x',
      client_id: name,
      client_secret: 'x',
    };
    expect((await endpoint.post(bySecret)).body.error).toBe('invalid_client');
  });

  test.each(names)('as a kid, a grant type and a type, which are none: %s', async (name) => {
    const client_assertion = await endpoint.assertion({ header: { kid: name } });
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(401);
    for (const wrong of [{ grant_type: name }, { client_assertion_type: name }]) {
      expect((await endpoint.post(await endpoint.aForm(wrong))).status).toBe(400);
    }
  });
});
