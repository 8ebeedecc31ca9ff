import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, exportJWK, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import type { Application } from '../../../../domain/applications/application';
import { aClientKey, anApplication, subscribedTo } from '../../../builders';
import { aTokenEndpoint, issuer, type TokenEndpoint, tokenUrl } from '../token-endpoint';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint();
});

describe('an application that signs an assertion gets an access token', () => {
  test('in the words of the original platform, every value a string', async () => {
    const { status, body, headers } = await endpoint.post(await endpoint.aForm());
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      expires_in: '599',
      token_type: 'Bearer',
      issued_at: String(endpoint.clock.now().getTime()),
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('that is an RFC 9068 token signed with a published key', async () => {
    const { body } = await endpoint.post(await endpoint.aForm());
    const { payload, protectedHeader } = await jwtVerify(
      body.access_token ?? '',
      createLocalJWKSet(endpoint.signer.jwks),
      { currentDate: endpoint.clock.now() },
    );
    const iat = endpoint.clock.seconds();
    expect(protectedHeader).toEqual({ alg: 'PS256', kid: 'memory', typ: 'at+jwt' });
    expect(payload).toEqual({
      iss: issuer,
      sub: 'app-1',
      client_id: 'app-1',
      aud: 'https://api.example.nhs.uk',
      iat,
      exp: iat + 599,
      jti: expect.any(String),
      mode: 'app-level3',
      scope: 'urn:nhsd:apim:app:level3',
    });
  });

  test.each([
    ['100000', '100'],
    ['700000', '599'],
    ['-1', '599'],
    ['soon', '599'],
  ])('that may live shorter than usual, never longer: %s ms', async (asked, expires) => {
    const { body } = await endpoint.post(await endpoint.aForm({ _access_token_expiry_ms: asked }));
    expect(body.expires_in).toBe(expires);
    const { iat, exp } = decodeJwt(body.access_token ?? '');
    expect(Number(exp) - Number(iat)).toBe(Number(expires));
  });

  test.each(['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])('with %s too', async (alg) => {
    const key = await aClientKey({ alg });
    await endpoint.applications.save(
      anApplication({ revision: 2, subscriptions: subscribedTo('every-mode'), jwks: { keys: [key.publicJwk] } }),
    );
    const signed = new SignJWT(decodeJwt(await endpoint.assertion())).setProtectedHeader({
      alg,
      kid: 'key-1',
      typ: 'JWT',
    });
    const { status } = await endpoint.post(
      await endpoint.aForm({ client_assertion: await signed.sign(key.privateKey) }),
    );
    expect(status).toBe(200);
  });

  test.each([tokenUrl, issuer, [tokenUrl]])('addressed to %s', async (aud) => {
    const { status } = await endpoint.post(
      await endpoint.aForm({ client_assertion: await endpoint.assertion({ claims: { aud } }) }),
    );
    expect(status).toBe(200);
  });

  test('with the media type of RFC 7523bis', async () => {
    const client_assertion = await endpoint.assertion({ header: { typ: 'client-authentication+jwt' } });
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(200);
  });
});

const refusal = (status: number, error: string, error_description: string) => ({
  status,
  body: { error, error_description, message_id: 'gateway-request-1' },
});
const invalid = (status: number, description: string) => refusal(status, 'invalid_request', description);
const badAlg = invalid(
  400,
  "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
);
const badAudience = invalid(401, "Missing or invalid 'aud' claim in client_assertion JWT");
const badIssuer = invalid(400, "Missing or non-matching 'iss'/'sub' claims in client_assertion JWT");
const expired = invalid(400, "Invalid 'exp' claim in client_assertion JWT - JWT has expired");
const badSignature = refusal(401, 'public_key error', 'JWT signature verification failed');
const badType = invalid(400, "Invalid 'typ' header in client_assertion JWT - must be 'JWT'");
const badKeyId = invalid(401, "Invalid 'kid' header in client_assertion JWT - no matching public key");
const early = invalid(400, "Invalid 'iat'/'nbf' claim in client_assertion JWT - in the future");
const now = 1767603600;

describe('the original platform’s refusals, word for word', () => {
  test.each([
    ['no kid', { header: { kid: undefined } }, invalid(400, "Missing 'kid' header in client_assertion JWT")],
    ['an unknown kid', { header: { kid: 'invalid' } }, badKeyId],
    ['another typ', { header: { typ: 'invalid' } }, badType],
    ['no typ', { header: { typ: undefined } }, badType],
    ['the typ of an access token', { header: { typ: 'at+jwt' } }, badType],
    [
      'iss and sub unknown',
      { claims: { iss: 'x', sub: 'x' } },
      invalid(401, "Invalid 'iss'/'sub' claims in client_assertion JWT"),
    ],
    ['sub another', { claims: { sub: 'x' } }, badIssuer],
    ['iss another', { claims: { iss: 'x' } }, badIssuer],
    ['no sub', { claims: { sub: undefined } }, badIssuer],
    ['no iss', { claims: { iss: undefined } }, badIssuer],
    ['no jti', { claims: { jti: undefined } }, invalid(400, "Missing 'jti' claim in client_assertion JWT")],
    [
      'a jti that is a number',
      { claims: { jti: 1234567890 } },
      invalid(400, "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID"),
    ],
    [
      'a jti of 300 characters',
      { claims: { jti: 'x'.repeat(300) } },
      invalid(400, "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID"),
    ],
    ['no exp', { claims: { exp: undefined } }, invalid(400, "Missing 'exp' claim in client_assertion JWT")],
    [
      'an exp that is text',
      { claims: { exp: String(now + 300) } },
      invalid(400, "Invalid 'exp' claim in client_assertion JWT - must be an integer"),
    ],
    ['an exp that has passed', { claims: { exp: now - 1 } }, expired],
    [
      'an exp 311 s ahead',
      { claims: { exp: now + 311 } },
      invalid(400, "Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future"),
    ],
    ['an nbf 61 s ahead', { claims: { nbf: now + 61 } }, early],
    ['an iat 61 s ahead', { claims: { iat: now + 61 } }, early],
    ['another aud', { claims: { aud: 'invalid' } }, badAudience],
    ['no aud', { claims: { aud: undefined } }, badAudience],
    ['an aud with a trailing slash', { claims: { aud: `${tokenUrl}/` } }, badAudience],
    ['a second aud', { claims: { aud: [tokenUrl, 'https://other.example'] } }, badAudience],
    ['an exp that has passed before kid', { header: { kid: undefined }, claims: { exp: now - 20 } }, expired],
  ])('%s', async (_case, parts, expected) => {
    const client_assertion = await endpoint.assertion(parts as never);
    const { status, body } = await endpoint.post(await endpoint.aForm({ client_assertion }));
    expect({ status, body }).toEqual(expected);
  });

  test('the ends of the times allowed are allowed', async () => {
    for (const claims of [{ exp: now }, { exp: now + 310 }, { nbf: now + 60, iat: now + 60 }]) {
      const client_assertion = await endpoint.assertion({ claims });
      expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(200);
    }
  });

  test.each([
    ['grant_type is missing', { grant_type: undefined }, invalid(400, 'grant_type is missing')],
    ['an unknown grant', { grant_type: 'password' }, refusal(400, 'unsupported_grant_type', 'grant_type is invalid')],
    ['no client_assertion', { client_assertion: undefined }, invalid(400, 'Missing client_assertion')],
    ['an assertion that is no JWT', { client_assertion: 'invalid' }, invalid(400, 'Malformed JWT in client_assertion')],
    [
      'no client_assertion_type',
      { client_assertion_type: undefined },
      invalid(
        400,
        "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
      ),
    ],
    ['the id of another client', { client_id: 'app-2' }, badIssuer],
    ['a secret as well', { client_secret: 'x' }, invalid(400, 'More than one client authentication method is used')],
  ])('%s', async (_case, changes, expected) => {
    const { status, body } = await endpoint.post(await endpoint.aForm(changes));
    expect({ status, body }).toEqual(expected);
  });

  test.each<[string, (assertion: string) => string]>([
    ['a line end after it', (assertion) => `${assertion}\n`],
    ['a blank before it', (assertion) => ` ${assertion}`],
    ['blanks around it, as an editor leaves them', (assertion) => `\r\n\t ${assertion} \r\n`],
    ['a byte order mark before it', (assertion) => `\uFEFF${assertion}`],
    ['a blank that does not break, as copied from a page', (assertion) => `\u00A0${assertion}\u00A0`],
  ])('not for %s', async (_case, around) => {
    const client_assertion = around(await endpoint.assertion());
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(200);
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).body.error_description).toMatch(
      /Non-unique/,
    );
  });

  test.each<[string, (assertion: string) => string, string]>([
    ['a blank inside', (assertion) => assertion.replace('.', '. '), 'Malformed JWT in client_assertion'],
    ['line ends inside', (assertion) => assertion.replace(/.{76}/g, '$&\n'), 'Malformed JWT in client_assertion'],
    ['padding', (assertion) => `${assertion}==`, 'Malformed JWT in client_assertion'],
    ['quotation marks around it', (assertion) => `"${assertion}"`, 'Malformed JWT in client_assertion'],
    ['the word Bearer before it', (assertion) => `Bearer ${assertion}`, 'Malformed JWT in client_assertion'],
    ['plain base64', (assertion) => assertion.replace(/.$/, '+'), 'Malformed JWT in client_assertion'],
    ['blanks alone', () => ' \n', 'Missing client_assertion'],
  ])('%s, which is told as what it is', async (_case, around, description) => {
    const client_assertion = around(await endpoint.assertion());
    const { status, body } = await endpoint.post(await endpoint.aForm({ client_assertion }));
    expect([status, body.error_description]).toEqual([400, description]);
  });

  const withApplication = async (application: Partial<Application>) => {
    const { status, body } = await aTokenEndpoint({ application }).then(async (one) => one.post(await one.aForm()));
    return { status, body };
  };
  test.each(['revoked', 'pending'] as const)('an application that is %s', async (status) => {
    expect(await withApplication({ status })).toEqual(
      refusal(401, 'access_denied', 'The developer app associated with the API key is not approved or revoked'),
    );
  });
  test('an application without a public key', async () => {
    expect(await withApplication({ jwks: { keys: [] } })).toEqual(
      refusal(
        403,
        'public_key error',
        'You need to register a public key to use this authentication method - please contact support to configure',
      ),
    );
  });
});

describe('an assertion that only looks like the application’s is refused', () => {
  const postAssertion = async (client_assertion: string) => {
    const { status, body } = await endpoint.post(await endpoint.aForm({ client_assertion }));
    return { status, body };
  };
  const resigned = async (alg: string, key: Parameters<SignJWT['sign']>[0], header = {}) =>
    new SignJWT(decodeJwt(await endpoint.assertion()))
      .setProtectedHeader({ alg, kid: 'key-1', typ: 'JWT', ...header })
      .sign(key);

  test('signed by nobody, which is said before that it has expired', async () => {
    const claims = decodeJwt(await endpoint.assertion({ claims: { exp: now - 20 } }));
    expect(await postAssertion(new UnsecuredJWT(claims).encode())).toEqual(badAlg);
  });

  test('signed by HMAC with the public key as the secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(endpoint.clientKey.publicJwk).padEnd(64));
    expect(await postAssertion(await resigned('HS512', secret))).toEqual(badAlg);
  });

  test('signed with another key under the registered kid, or under a key the header brings', async () => {
    const { privateKey, publicJwk } = await aClientKey();
    expect(await postAssertion(await resigned('RS512', privateKey))).toEqual(badSignature);
    const header = { jwk: publicJwk, jku: 'https://attacker.example/jwks' };
    expect(await postAssertion(await resigned('RS512', privateKey, header))).toEqual(badSignature);
  });

  test('with a header that must be understood and is not', async () => {
    const assertion = await new SignJWT(decodeJwt(await endpoint.assertion()))
      .setProtectedHeader({ alg: 'RS512', kid: 'key-1', typ: 'JWT', crit: ['x-new'], 'x-new': true })
      .sign(endpoint.clientKey.privateKey, { crit: { 'x-new': true } });
    expect(await postAssertion(assertion)).toEqual(badSignature);
  });

  test('changed after it was signed', async () => {
    const [header, , signature] = (await endpoint.assertion()).split('.');
    const [, payload] = (await endpoint.assertion()).split('.');
    expect(await postAssertion(`${header}.${payload}.${signature}`)).toEqual(badSignature);
  });

  test('under a kid that two keys share', async () => {
    const other = await aClientKey();
    const jwks = { keys: [endpoint.clientKey.publicJwk, other.publicJwk] };
    await endpoint.applications.save(anApplication({ revision: 2, jwks }));
    expect(await postAssertion(await endpoint.assertion())).toEqual(badKeyId);
  });

  test('of an application whose RSA key is below 2,048 bits', async () => {
    const weak = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-512' },
      true,
      ['sign', 'verify'],
    );
    const publicJwk = { ...(await exportJWK(weak.publicKey)), kty: 'RSA', kid: 'key-1' };
    await endpoint.applications.save(anApplication({ revision: 2, jwks: { keys: [publicJwk] } }));
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const assertion = await endpoint.assertion();
    const input = `${encode(decodeProtectedHeader(assertion))}.${encode(decodeJwt(assertion))}`;
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', weak.privateKey, Buffer.from(input));
    expect(await postAssertion(`${input}.${Buffer.from(signature).toString('base64url')}`)).toEqual(badSignature);
  });
});

describe('an assertion can be used once', () => {
  const used = invalid(400, "Non-unique 'jti' claim in client_assertion JWT");

  test('of ten uses at the same time exactly one wins', async () => {
    const form = await endpoint.aForm();
    const answers = await Promise.all(Array.from({ length: 10 }, () => endpoint.post(form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter(({ status }) => status !== 200))
      expect({ status, body }).toEqual(used);
  });

  test('an outsider cannot use up the identifier of an application', async () => {
    const jti = 'the-next-one';
    const { privateKey } = await aClientKey();
    const forged = await new SignJWT(decodeJwt(await endpoint.assertion({ claims: { jti } })))
      .setProtectedHeader({ alg: 'RS512', kid: 'key-1', typ: 'JWT' })
      .sign(privateKey);
    expect((await endpoint.post(await endpoint.aForm({ client_assertion: forged }))).status).toBe(401);
    const own = await endpoint.assertion({ claims: { jti } });
    expect((await endpoint.post(await endpoint.aForm({ client_assertion: own }))).status).toBe(200);
  });

  test('though the second use was in time when it came and its turn was after the end', async () => {
    const form = await endpoint.aForm({
      client_assertion: await endpoint.assertion({ claims: { exp: endpoint.clock.seconds() + 10 } }),
    });
    expect((await endpoint.post(form)).status).toBe(200);
    endpoint.clock.advance(9);
    const find = endpoint.applications.find.bind(endpoint.applications);
    jest.spyOn(endpoint.applications, 'find').mockImplementation((id) => {
      endpoint.clock.advance(5);
      return find(id);
    });
    expect(await endpoint.post(form)).toMatchObject(used);
  });
});
