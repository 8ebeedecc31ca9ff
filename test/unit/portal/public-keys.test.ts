import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { aPortal } from './a-portal';

let rsa: JWK;
let privateRsa: JWK;
let short: JWK;
let ec: JWK;
beforeAll(async () => {
  const pair = await generateKeyPair('RS512', { extractable: true });
  [rsa, privateRsa] = [await exportJWK(pair.publicKey), await exportJWK(pair.privateKey)];
  const weak = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-512' },
    true,
    ['sign', 'verify'],
  );
  short = await exportJWK(weak.publicKey);
  ec = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
});

async function upload(text: string, field: 'jwks' | 'file' = 'jwks') {
  const portal = aPortal();
  const ada = await aDeveloper(portal);
  const id = await anApplicationOf(ada);
  const answer = await ada.submit(`/applications/${id}`, `/applications/${id}/public-keys`, { [field]: text });
  return { answer, errors: errorsIn(answer.html), saved: (await portal.applications.find(id))?.jwks };
}
/** As OpenSSL writes a number, with every letter that base64url has otherwise. */
const base64 = (number = '') => `${Buffer.from(number, 'base64url').toString('base64').slice(0, -4)}+/==`;
const set = (...keys: object[]) => JSON.stringify({ keys });

test.each(['jwks', 'file'] as const)(
  'good keys are saved from the field %s, with public members only',
  async (field) => {
    const keys = [
      { ...rsa, kid: 'one', alg: 'RS512', use: 'sig' },
      { ...ec, kid: 'two', x5c: ['dropped'], n: { of: 'another kind of key' } },
    ];
    const { answer, saved } = await upload(set(...keys), field);
    expect(answer.status).toBe(303);
    expect(saved).toEqual({ keys: [keys[0], { ...ec, kid: 'two' }] });
  },
);

test.each<[string, () => string, RegExp]>([
  ['nothing', () => ' ', /^Enter or choose a JSON Web Key Set$/],
  ['no JSON', () => 'ssh-rsa AAAA', /^This is not JSON/],
  ['a public key in PEM', () => '-----BEGIN PUBLIC KEY-----\nMII', /^This is a PEM file/],
  ['a private key in PEM', () => '-----BEGIN RSA PRIVATE KEY-----\nMII', /^This is a private key in PEM/],
  ['a single key', () => JSON.stringify(rsa), /^This is a single key/],
  ['no list', () => '{"key": []}', /^This has no list of keys/],
  ['an empty list', () => set(), /^The list of keys is empty/],
  ['eleven keys', () => set(...Array(11).fill({})), /^There are 11 keys/],
  ['a key that is no object', () => '{"keys": ["one"]}', /^Every key in the list must be an object/],
  [
    'a private key',
    () => set({ ...privateRsa, kid: 'one' }),
    /^Key "one" holds a private key \("d", "p".*left your hands/,
  ],
  ['a shared secret', () => set({ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }), /^Key "one" is a shared secret/],
  ['RSA of 1024 bits', () => set({ ...short, kid: 'one' }), /^Key "one" is an RSA key of 1024 bits/],
  ['no kid', () => set(rsa), /^Key 1 has no "kid"/],
  ['a kid that is a number', () => set({ ...rsa, kid: 7 }), /^Key 1 has a "kid" that is not text/],
  ['a kid twice', () => set({ ...rsa, kid: 'one' }, { ...ec, kid: 'one' }), /^The "kid" "one" stands more than once/],
  ['RS256', () => set({ ...rsa, kid: 'one', alg: 'RS256' }), /^Key "one" has the "alg" "RS256"\. .* RS512, PS256/],
  ['alg none', () => set({ ...rsa, kid: 'one', alg: 'none' }), /^Key "one" has the "alg" "none"/],
  ['ES256 for an RSA key', () => set({ ...rsa, kid: 'one', alg: 'ES256' }), /^Key "one" has the "alg" "ES256"/],
  ['ES512 for P-256', () => set({ ...ec, kid: 'one', alg: 'ES512' }), /For this key use ES256$/],
  ['an encryption key', () => set({ ...rsa, kid: 'one', use: 'enc' }), /^Key "one" has a "use" other than "sig"/],
  [
    'another kind of key',
    () => set({ kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'one' }),
    /^Key "one" has the "kty" "OKP"/,
  ],
  ['an unknown curve', () => set({ ...ec, crv: 'secp256k1', kid: 'one' }), /^Key "one" has the curve "secp256k1"/],
  ['a point off the curve', () => set({ ...ec, x: 'AAAA', kid: 'one' }), /^Key "one" is not a public key/],
  ['a curve by a name of JavaScript’s own', () => set({ ...ec, crv: 'constructor', kid: 'one' }), /has the curve "con/],
  ['a padded number', () => set({ ...rsa, n: `${rsa.n}==`, kid: 'one' }), /^Key "one" has its "n" in plain or padded/],
  ['plain base64', () => set({ ...rsa, n: base64(rsa.n), kid: 'one' }), /Write it in base64url: "-" for "\+", "_" for/],
  ['a padded exponent', () => set({ ...rsa, e: 'AQAB=', kid: 'one' }), /^Key "one" has its "e" in plain or padded/],
  ['a padded coordinate', () => set({ ...ec, y: `${ec.y}=`, kid: 'one' }), /^Key "one" has its "y" in plain or padded/],
  ['an exponent of 1', () => set({ ...rsa, e: 'AQ', kid: 'one' }), /^Key "one" is not a public key/],
])('%s is refused with what is wrong', async (_, text, problem) => {
  const { answer, errors, saved } = await upload(text());
  expect(answer.status).toBe(400);
  expect(errors).toEqual([{ field: 'jwks', text: expect.stringMatching(problem) }]);
  expect(saved).toBeUndefined();
});

test('all that is wrong is said at once, and a private key is never shown again', async () => {
  const { answer, errors } = await upload(set({ ...privateRsa, use: 'enc' }, { ...short, kid: 'two' }));
  expect(errors.map(({ text }) => text.slice(0, 22))).toEqual([
    'Key 1 has no "kid". Gi',
    'Key 1 has a "use" othe',
    'Key 1 holds a private ',
    'Key "two" is an RSA ke',
  ]);
  expect(answer.html).not.toContain(privateRsa.d);
});
