import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { kmsPublicKey } from '../../adapters/aws/kms-public-key';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import type { SigningAlgorithm } from '../../domain/oauth/keys/signing-key';
import type { TokenSigner } from '../../domain/oauth/ports';
import { MemoryTokenSigner } from '../memory/memory-token-signer';
import { aKms } from './a-kms';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
let kms: Awaited<ReturnType<typeof aKms>>;
beforeAll(async () => {
  kms = await aKms();
  kms.keys.ensure(keyId, 'RSA_2048', 'SIGN_VERIFY');
});
afterAll(() => kms.close());

interface Signing {
  readonly signer: TokenSigner;
  readonly jwks: JSONWebKeySet;
}

const inMemory = async (algorithm: SigningAlgorithm): Promise<Signing> => {
  const signer = await MemoryTokenSigner.create({ algorithm });
  return { signer, jwks: signer.jwks };
};
const inKms = async (algorithm: SigningAlgorithm): Promise<Signing> => ({
  signer: new KmsTokenSigner(kms.client, { keyId, algorithm }),
  jwks: { keys: [await kmsPublicKey(kms.client, keyId, algorithm)] },
});

describe.each<[string, (algorithm: SigningAlgorithm) => Promise<Signing>]>([
  ['memory', inMemory],
  ['KMS', inKms],
])('a token signer on %s', (_technology, signing) => {
  test.each(['PS256', 'RS256', 'RS512'] as const)('signs with %s what its public key verifies', async (algorithm) => {
    const { signer, jwks } = await signing(algorithm);
    const token = await signer.sign({ typ: 'at+jwt', claims: { sub: 'app-1', name: 'Zoë' } });
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), { algorithms: [algorithm] });
    expect(payload).toEqual({ sub: 'app-1', name: 'Zoë' });
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'at+jwt', kid: jwks.keys[0]?.kid });
  });

  test('publishes nothing private', async () => {
    const { jwks } = await signing('PS256');
    expect(jwks.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });
});
