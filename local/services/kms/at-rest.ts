import { decrypt, encrypt } from './envelope';
import type { KeyStore } from './key-store';

/** How a store that AWS encrypts with a customer's key keeps its bytes, so that no file of it can be read as it lies. */
export const encryptionAtRest = (keys: KeyStore) => (keyName: string) => ({
  seal: (body: Buffer): Buffer => encrypt(keys.find(keyName), body, {}),
  open: (sealed: Buffer): Buffer => decrypt(keys.find(keyName), sealed, {}),
});
