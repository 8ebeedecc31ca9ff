import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { newSecret } from '../node/new-secret';
import type { StateFolder } from '../node/state-folder';

const kept = z.object({
  clientId: z.string(),
  apiKey: z.string(),
  kid: z.string(),
  // Younger than the others: a kept state may lack them.
  portalPassword: z.string().default(newSecret),
  clientSecret: z.string().default(newSecret),
  /** The application that speaks for the producer of every API. */
  producer: z
    .object({ clientId: z.string(), clientSecret: z.string() })
    .default(() => ({ clientId: randomUUID(), clientSecret: newSecret() })),
});

/** What the demo application proves itself by: made once, the same whenever it is seeded again. */
export interface DemoCredentials extends z.infer<typeof kept> {
  readonly privateKeyFile: string;
  readonly publicKey: JsonWebKey;
}

export interface CredentialsRequest {
  /** Where `private-key.pem` goes. */
  readonly folder: string;
  readonly state: Pick<StateFolder, 'load' | 'save'>;
  /** Id of the application. @default the one that is kept */
  readonly id?: string | undefined;
  /** A private RSA key. */
  readonly newKey?: () => KeyObject;
}

const document = 'demo';

export function demoCredentials({ folder, state, id, newKey = newRsaKey }: CredentialsRequest): DemoCredentials {
  mkdirSync(folder, { recursive: true });
  const privateKeyFile = join(folder, 'private-key.pem');
  if (!existsSync(privateKeyFile)) {
    writeFileSync(privateKeyFile, newKey().export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const publicKey = createPublicKey(createPrivateKey(readFileSync(privateKeyFile))).export({ format: 'jwk' });
  const { data } = kept.safeParse(state.load(document));
  const known = data && (id === undefined || data.clientId === id) ? data : fresh(id ?? randomUUID());
  state.save(document, known);
  return { ...known, privateKeyFile, publicKey };
}

const fresh = (clientId: string) => kept.parse({ clientId, apiKey: `${clientId}.${newSecret()}`, kid: 'demo-1' });

const newRsaKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
