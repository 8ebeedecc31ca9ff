import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, decodeJwt, type JWTPayload, SignJWT } from 'jose';
import { ps256Signature } from '../../../adapters/node/ps256-signature';
import { makeVerifyAccessToken } from '../../../domain/oauth/tokens/verify-access-token';
import { aClientAssertion, aClientKey, anApplication, subscribedTo } from '../../builders';
import { aTokenEndpoint, bindings, issuer, type TokenEndpoint, tokenUrl } from './token-endpoint';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint();
});

const post = async (client_assertion: string, form: Record<string, string> = {}) =>
  endpoint.post(await endpoint.aForm({ client_assertion, ...form }));

describe('a client assertion', () => {
  test('makes the server fetch nothing by the addresses in its header', async () => {
    let asked = 0;
    const attacker = createServer((_request, response) => {
      asked += 1;
      response.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await once(attacker, 'listening');
    const address = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}/jwks`;
    const { privateKey } = await aClientKey();
    const header = { alg: 'RS512', kid: 'key-1', typ: 'JWT', jku: address, x5u: address };
    const forged = await new SignJWT(decodeJwt(await endpoint.assertion())).setProtectedHeader(header).sign(privateKey);
    expect((await post(forged)).status).toBe(401);
    expect((await post(await endpoint.assertion({ header: { jku: address, x5u: address } }))).status).toBe(200);
    attacker.close();
    expect(asked).toBe(0);
    expect(endpoint.fetchKeySet).not.toHaveBeenCalled();
  });

  test('of one application is not verified with the keys of another', async () => {
    const other = await aClientKey({ kid: 'key-1' });
    await endpoint.applications.save(
      anApplication({ id: 'app-2', jwks: { keys: [other.publicJwk] }, subscriptions: subscribedTo('every-mode') }),
    );
    const context = { key: endpoint.clientKey.privateKey, clock: endpoint.clock, audience: tokenUrl };
    const { status, body } = await post(await aClientAssertion({ ...context, application: 'app-2' }));
    expect([status, body.error]).toEqual([401, 'public_key error']);
  });

  test('on another curve than its algorithm names is refused', async () => {
    const p256 = await aClientKey({ alg: 'ES256' });
    await endpoint.applications.save(anApplication({ revision: 2, jwks: { keys: [p256.publicJwk] } }));
    const assertion = (await endpoint.assertion()).split('.')[1];
    const header = base64url.encode(JSON.stringify({ alg: 'ES384', kid: 'key-1', typ: 'JWT' }));
    const { status } = await post(`${header}.${assertion}.${base64url.encode(new Uint8Array(96))}`);
    expect(status).toBe(401);
  });

  test('with a repeated claim counts by its last one, before and after the signature is checked', async () => {
    const claims = decodeJwt(await endpoint.assertion());
    const twice = JSON.stringify(claims).replace('{', '{"iss":"somebody","aud":"elsewhere",');
    const header = base64url.encode(JSON.stringify({ alg: 'RS512', kid: 'key-1', typ: 'JWT' }));
    const input = `${header}.${base64url.encode(twice)}`;
    const algorithm = { name: 'RSASSA-PKCS1-v1_5' };
    const signature = await crypto.subtle.sign(algorithm, endpoint.clientKey.privateKey, Buffer.from(input));
    expect((await post(`${input}.${base64url.encode(new Uint8Array(signature))}`)).status).toBe(200);
  });

  test('never comes back in an answer', async () => {
    const assertion = await endpoint.assertion({ claims: { aud: 'somewhere-else' } });
    const { body } = await post(assertion, { client_id: 'app-1' });
    expect(JSON.stringify(body)).not.toContain('somewhere-else');
    expect(JSON.stringify(body)).not.toContain(assertion.split('.')[1]);
  });
});

describe('an access token', () => {
  const verify = async (token: string) => {
    const { signer, clock } = endpoint;
    const signature = ps256Signature(signer.jwks);
    return makeVerifyAccessToken({ signature, issuer, audience: 'https://api.example.nhs.uk', clock })(token);
  };
  const token = async (changes: Record<string, unknown> = {}) => {
    const { access_token = '' } = (await endpoint.post(await endpoint.aForm())).body;
    return endpoint.signer.sign({ typ: 'at+jwt', claims: { ...decodeJwt(access_token), ...changes } });
  };

  test('that names a key its sender must hold is refused, as nothing here can check it', async () => {
    expect(await verify(await token())).toBeDefined();
    expect(await verify(await token({ cnf: { 'x5t#S256': 'abc' } }))).toBeUndefined();
    expect(await verify(await token({ cnf: { jkt: 'abc' } }))).toBeUndefined();
  });

  test.each(['1767604199', null, -1, {}, [1767604199], Number.MAX_VALUE])('with the exp %j is refused', async (exp) => {
    expect(await verify(await token({ exp }))).toBeUndefined();
  });

  test('asks for no work before it is refused: encrypted, with a password, or too long', async () => {
    const header = base64url.encode(JSON.stringify({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 2 ** 31 - 1 }));
    expect(await verify(`${header}.e30.e30.e30.e30`)).toBeUndefined();
    expect(await verify(`${header}.e30.e30`)).toBeUndefined();
    expect(await verify('x'.repeat(9000))).toBeUndefined();
  });

  test('has the scope that was proved, whatever scope is asked for', async () => {
    const form = await endpoint.aForm({ scope: 'urn:nhsd:apim:user-nhs-login:P9' });
    const { access_token = '' } = (await endpoint.post(form)).body;
    expect(decodeJwt(access_token).scope).toBe('urn:nhsd:apim:app:level3');
  });

  test('cannot be traded for another', async () => {
    const { status, body } = await endpoint.post(
      await endpoint.aForm({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        subject_token: await token(),
      }),
    );
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('signed by another issuer of ours is refused', async () => {
    const claims = decodeJwt(await token()) as JWTPayload;
    expect(await verify(await endpoint.upstream.sign({ typ: 'at+jwt', claims }))).toBeUndefined();
  });
});

test('an algorithm, and a grant type, that is advertised is one that is honoured, and no other', async () => {
  const response = await endpoint.app.request('/.well-known/oauth-authorization-server', {}, bindings);
  const metadata = (await response.json()) as Record<string, readonly string[]>;
  const advertised = metadata.token_endpoint_auth_signing_alg_values_supported ?? [];
  for (const alg of ['none', 'HS256', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'EdDSA']) {
    const [, payload, signature] = (await endpoint.assertion()).split('.');
    const header = base64url.encode(JSON.stringify({ alg, kid: 'key-1', typ: 'JWT' }));
    const { body } = await post(`${header}.${payload}.${signature}`);
    expect([alg, !String(body.error_description).includes("'alg'")]).toEqual([alg, advertised.includes(alg)]);
  }
  for (const grant_type of ['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer']) {
    expect(metadata.grant_types_supported).not.toContain(grant_type);
    expect((await endpoint.post(await endpoint.aForm({ grant_type }))).body.error).toBe('unsupported_grant_type');
  }
});
