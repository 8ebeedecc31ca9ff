import { readFileSync } from 'node:fs';
import { decodeJwt, importPKCS8, SignJWT, UnsecuredJWT } from 'jose';
import { type Platform, startPlatform, testOnThisMachine } from './platform';
import { applicationToken, bearer, clientAssertion, tokenRequest } from './sign-in';

let platform: Platform;
const restricted = () => `${platform.api}/hello-world/hello/application`;
const call = (headers: Record<string, string>) => fetch(restricted(), { headers });

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

describe('a token that proves nothing is refused', () => {
  /** The claims of a good token under a header and key of the attacker's. */
  const forged = async (header: { alg: string; kid?: string; typ?: string }, changes: Record<string, unknown> = {}) => {
    const application = platform.application();
    const key = await importPKCS8(readFileSync(application.privateKeyFile, 'utf8'), header.alg);
    const claims = decodeJwt(await applicationToken(application));
    return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ typ: 'at+jwt', ...header }).sign(key);
  };

  test('that is not there, with the scheme that one would come in', async () => {
    const response = await call({});
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('with alg none', async () => {
    const claims = decodeJwt(await applicationToken(platform.application()));
    expect((await call(bearer(new UnsecuredJWT(claims).encode()))).status).toBe(401);
  });

  test('with an unknown key id', async () => {
    expect((await call(bearer(await forged({ alg: 'PS256', kid: 'unknown' })))).status).toBe(401);
  });

  test("with another's key under the platform's key id", async () => {
    const { keys } = (await (await fetch(`${platform.api}/oauth2/jwks`)).json()) as { keys: { kid: string }[] };
    expect((await call(bearer(await forged({ alg: 'PS256', kid: keys[0]?.kid ?? '' })))).status).toBe(401);
  });

  test('of another issuer', async () => {
    const token = await forged({ alg: 'PS256', kid: 'x' }, { iss: 'https://elsewhere.example/oauth2' });
    expect((await call(bearer(token))).status).toBe(401);
  });

  test('20 KB long, as a bearer or as a header of its own', async () => {
    const response = await call(bearer('x'.repeat(20_000))).catch((error: Error) => error);
    expect(response instanceof Error ? 0 : response.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${platform.api}/hello-world/_ping`)).status).toBe(200);
  });

  test('a client assertion or nothing at all in its place', async () => {
    expect((await call(bearer(await clientAssertion(platform.application())))).status).toBe(401);
    expect((await call({ authorization: 'Bearer ' })).status).toBe(401);
    expect((await call({ authorization: 'Basic abc' })).status).toBe(401);
  });
});

describe('the token endpoint refuses an assertion', () => {
  const exchange = (client_assertion: string) =>
    tokenRequest(platform.application(), {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });
  const error = async (response: Response) => ({ status: response.status, body: await response.json() });

  test('that is used a second time', async () => {
    const assertion = await clientAssertion(platform.application());
    expect((await exchange(assertion)).status).toBe(200);
    expect(await error(await exchange(assertion))).toEqual({
      status: 400,
      body: expect.objectContaining({
        error: 'invalid_request',
        error_description: "Non-unique 'jti' claim in client_assertion JWT",
      }),
    });
  });

  test('that is signed with a key id it never registered', async () => {
    const assertion = await clientAssertion(platform.application(), { header: { kid: 'unknown' } });
    expect(await error(await exchange(assertion))).toEqual({
      status: 401,
      body: expect.objectContaining({
        error_description: "Invalid 'kid' header in client_assertion JWT - no matching public key",
      }),
    });
  });

  test('that is not a JWT', async () => {
    expect(await error(await exchange('not.a.jwt'))).toEqual({
      status: 400,
      body: expect.objectContaining({ error_description: 'Malformed JWT in client_assertion' }),
    });
  });
});

// Last, because time only moves forward.
testOnThisMachine('a token is refused once it has expired', async () => {
  const token = await applicationToken(platform.application());
  expect((await call(bearer(token))).status).toBe(200);
  await platform.control('/_dip/clock', { advance: 'PT11M' });
  expect((await call(bearer(token))).status).toBe(401);
});
