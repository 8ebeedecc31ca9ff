import { KmsTextCipher } from '../../adapters/aws/kms-text-cipher';
import type { TextCipher } from '../../domain/oauth/ports';
import { MemoryTextCipher } from '../memory/memory-text-cipher';
import { aKms } from './a-kms';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ad';
let kms: Awaited<ReturnType<typeof aKms>>;
beforeAll(async () => {
  kms = await aKms();
  kms.keys.ensure(keyId, 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
});
afterAll(() => kms.close());

describe.each<[string, () => TextCipher]>([
  ['memory', () => new MemoryTextCipher()],
  ['KMS', () => new KmsTextCipher(kms.client, keyId)],
])('a text cipher on %s', (_technology, aCipher) => {
  const text = 'upstream access token – Zoë';

  test('opens for the application it was sealed for, and shows nothing before', async () => {
    const cipher = aCipher();
    const sealed = await cipher.seal(text, 'app-1');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('upstream');
    expect(await cipher.open(sealed, 'app-1')).toBe(text);
  });

  test('does not open for another application', async () => {
    const cipher = aCipher();
    await expect(cipher.open(await cipher.seal(text, 'app-1'), 'app-2')).rejects.toThrow();
  });
});
