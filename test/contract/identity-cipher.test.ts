import { KmsIdentityCipher } from '../../adapters/aws/kms-identity-cipher';
import type { IdentityCipher } from '../../domain/oauth/ports';
import { MemoryIdentityCipher } from '../memory/memory-identity-cipher';
import { aKms } from './a-kms';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ac';
let kms: Awaited<ReturnType<typeof aKms>>;
beforeAll(async () => {
  kms = await aKms();
  kms.keys.ensure(keyId, 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
});
afterAll(() => kms.close());

describe.each<[string, () => IdentityCipher]>([
  ['memory', () => new MemoryIdentityCipher()],
  ['KMS', () => new KmsIdentityCipher(kms.client, keyId)],
])('an identity cipher on %s', (_technology, aCipher) => {
  const identity = { 'nhs-login-nhs-number': '9912003071', 'nhs-login-identity-proofing-level': 'P9' };

  test('opens for the application it was sealed for, and shows nothing before', async () => {
    const cipher = aCipher();
    const sealed = await cipher.seal(identity, 'app-1');
    expect(sealed).not.toContain('9912003071');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('9912003071');
    expect(await cipher.open(sealed, 'app-1')).toEqual(identity);
  });

  test('does not open for another application, nor damaged', async () => {
    const cipher = aCipher();
    const sealed = await cipher.seal(identity, 'app-1');
    await expect(cipher.open(sealed, 'app-2')).rejects.toThrow();
    const at = sealed.length - 8;
    const damaged = `${sealed.slice(0, at)}${sealed.charAt(at) === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    await expect(cipher.open(damaged, 'app-1')).rejects.toThrow();
  });

  test('fits an access token', async () => {
    expect((await aCipher().seal(identity, 'app-1')).length).toBeLessThan(1024);
  });
});
