import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { Failure } from '../domain/failure';

/** RS512 is what every guide of the NHS API platform uses; the others are for the strict profile. */
export const keyAlgorithms = ['RS512', 'PS256', 'ES256'] as const;

export interface KeysRequest {
  /** Folder, made where it is not there. */
  readonly out: string;
  readonly alg: (typeof keyAlgorithms)[number];
  /** @default the key's thumbprint (RFC 7638) */
  readonly kid?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** Of RSA keys: what the portal recommends. */
const modulusLength = 4096;

/**
 * Makes a key pair: `private-key.pem` (PKCS #8, for its owner's eyes) and `jwks.json` with the public half.
 * @throws Failure where one of them is there already, or cannot be written
 */
export async function newKeys({ out, alg, kid, json, print }: KeysRequest): Promise<void> {
  const files = { privateKeyFile: join(out, 'private-key.pem'), jwksFile: join(out, 'jwks.json') };
  for (const file of Object.values(files)) refuseToReplace(file);
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, modulusLength });
  const jwk = await exportJWK(publicKey);
  const key = { ...jwk, kid: kid || (await calculateJwkThumbprint(jwk)), alg, use: 'sig' };
  const pem = await exportPKCS8(privateKey);
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(files.privateKeyFile, pem, { flag: 'wx', mode: 0o600 });
    writeFileSync(files.jwksFile, `${JSON.stringify({ keys: [key] }, undefined, 2)}\n`, { flag: 'wx' });
  } catch {
    throw new Failure('invalid_configuration', `${out} cannot be written to: choose another folder with --out`);
  }
  if (json) return print(JSON.stringify({ kid: key.kid, alg, ...files }));
  print(`${files.privateKeyFile} is the private key. Keep it secret: nobody else needs it.`);
  print(`${files.jwksFile} is the public half. Upload it on the page of your application.`);
  print(`Sign with alg ${alg} and kid ${key.kid}`);
}

/** A private key that is gone cannot be made again. */
function refuseToReplace(file: string): void {
  if (!existsSync(file)) return;
  throw new Failure(
    'invalid_configuration',
    `${file} is there already: move it away, or choose another folder with --out`,
  );
}
