import { createPrivateKey, createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newSecret } from '../../../adapters/node/new-secret';
import { newRsaKey } from '../../services/kms/rsa-keys';

const credentials = z.object({
  clientId: z.string(),
  apiKey: z.string(),
  kid: z.string(),
  usageKey: z.string(),
  // Younger than the others: a kept state may lack them.
  portalPassword: z.string().default(newSecret),
  clientSecret: z.string().default(newSecret),
  /** The application that speaks for the producer of every API. */
  producer: z
    .object({ clientId: z.string(), clientSecret: z.string() })
    .default(() => ({ clientId: randomUUID(), clientSecret: newSecret() })),
});

/** What the demo application proves itself by: made once, the same at every later start. */
export interface DemoCredentials extends z.infer<typeof credentials> {
  readonly privateKeyFile: string;
  readonly publicKey: JsonWebKey;
}

/** What was kept, where it is of the application of that id; of any where none is given. */
export function demoCredentials(folder: string, kept: unknown, id?: string): DemoCredentials {
  mkdirSync(folder, { recursive: true });
  const privateKeyFile = join(folder, 'private-key.pem');
  if (!existsSync(privateKeyFile)) {
    writeFileSync(privateKeyFile, newRsaKey(2048).export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const publicKey = createPublicKey(createPrivateKey(readFileSync(privateKeyFile))).export({ format: 'jwk' });
  const clientId = id ?? randomUUID();
  const fresh = {
    clientId,
    apiKey: `${clientId}.${newSecret()}`,
    kid: 'demo-1',
    usageKey: newSecret(),
    portalPassword: newSecret(),
  };
  const { data } = credentials.safeParse(kept);
  const known = data && (id === undefined || data.clientId === id) ? data : credentials.parse(fresh);
  return { ...known, privateKeyFile, publicKey };
}
