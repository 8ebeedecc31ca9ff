import fc from 'fast-check';
import { base64url } from 'jose';
import { ps256Signature } from '../../adapters/node/ps256-signature';
import { makeVerifyAccessToken } from '../../domain/oauth/tokens/verify-access-token';
import { aClock } from '../builders';
import { MemoryTokenSigner } from '../memory/memory-token-signer';
import { aServerWithUsers, type ServerWithUsers } from '../unit/oauth/a-sign-in';
import { fuzz, mutated, mutatedJson, oddJson, patience } from './fuzz';

const dictionary = ['.', '..', '=', '==', 'eyJhbGciOiJub25lIn0', 'e30', 'bnVsbA', 'W10', '-', '_', '+', '/'];
const seconds = (value: Date) => Math.floor(value.getTime() / 1000);
/** Members of a header or of claims that mean something to somebody. */
const members = fc.array(
  fc.tuple(
    fc.constantFrom(
      'alg',
      'kid',
      'typ',
      'jwk',
      'jku',
      'x5u',
      'crit',
      'zip',
      'b64',
      'cty',
      'iss',
      'sub',
      'aud',
      'exp',
      'nbf',
      'iat',
      'jti',
      'client_id',
      'mode',
      '__proto__',
    ),
    fc.oneof(oddJson, fc.constantFrom('none', 'HS256', 'PS256', 'RS512', 'at+jwt', 'app-2', ['exp'], 1e12, -1)),
  ),
  { minLength: 1, maxLength: 3 },
);

const encoded = (value: unknown) => base64url.encode(JSON.stringify(value) ?? '');
const decoded = (part = '') => JSON.parse(new TextDecoder().decode(base64url.decode(part)));

describe('an access token', () => {
  const clock = aClock();
  const issuer = 'https://api.example.nhs.uk/oauth2';
  const audience = 'https://api.example.nhs.uk';
  const claims = {
    iss: issuer,
    sub: 'app-1',
    client_id: 'app-1',
    aud: audience,
    iat: seconds(clock.now()),
    exp: seconds(clock.now()) + 500,
    jti: 'token-1',
    mode: 'app-level3',
    scope: 'urn:nhsd:apim:app:level3',
  };
  let signer: MemoryTokenSigner;
  let token = '';
  beforeAll(async () => {
    signer = await MemoryTokenSigner.create();
    token = await signer.sign({ typ: 'at+jwt', claims });
  });
  const verify = (given: string) =>
    makeVerifyAccessToken({ signature: ps256Signature(signer.jwks), issuer, audience, clock })(given);

  test(
    'is taken as it was signed, and spelt in no other way',
    async () => {
      expect(await verify(token)).toMatchObject({ sub: 'app-1' });
      await fuzz(mutated(token, dictionary), async (given) => {
        if (given !== token) expect(await verify(given)).toBeUndefined();
      });
    },
    patience,
  );

  test(
    'is refused where its header or claims are not those that were signed',
    async () => {
      const [header, payload, signature] = token.split('.');
      const parts = fc.tuple(mutatedJson(decoded(header)), mutatedJson(decoded(payload)));
      await fuzz(parts, async ([head, body]) => {
        const given = `${encoded(head)}.${encoded(body)}.${signature}`;
        if (given !== token) expect(await verify(given)).toBeUndefined();
      });
    },
    patience,
  );
});

describe('a client assertion and a subject token', () => {
  let server: ServerWithUsers;
  beforeAll(async () => {
    server = await aServerWithUsers();
  });
  const refused = async (asked: Promise<{ readonly status: number; readonly body: object }>) => {
    const { status, body } = await asked;
    expect(status).toBeLessThan(500);
    return status === 200 ? 'granted' : expect(body).toHaveProperty('error');
  };

  test(
    'are refused in words of OAuth where a character is another',
    async () => {
      const assertion = await server.assertion();
      await fuzz(mutated(assertion, dictionary), async (given) => {
        if (given.trim() === assertion) return;
        expect(await refused(server.post(await server.aForm({ client_assertion: given })))).not.toBe('granted');
      });
    },
    patience,
  );

  test(
    'make no fault of the server, whatever was signed in them',
    async () => {
      await fuzz(fc.tuple(members, fc.boolean()), async ([given, isSubject]) => {
        const parts = Object.fromEntries(given.filter(([name]) => name !== 'alg' && name !== 'crit' && name !== 'b64'));
        const asked = isSubject
          ? server.exchange(parts)
          : server.post(await server.aForm({ client_assertion: await server.assertion({ claims: parts }) }));
        await refused(asked);
      });
      expect(server.faults).toEqual([]);
    },
    patience,
  );
});
