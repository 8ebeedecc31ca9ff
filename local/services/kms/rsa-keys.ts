import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Of every key that a first start makes. */
const bits = 2048;
/** The signing keys, those of the mock identity providers and the demo application's. */
const inReserve = 5;

const reserve: KeyObject[] = [];

/**
 * Makes private keys while others work: a first start needs several, each costs some hundred milliseconds, and
 * synthesis leaves a core free.
 */
export async function makeRsaKeysAhead(): Promise<void> {
  const make = promisify(generateKeyPair);
  for (let made = 0; made < inReserve; made += 1) {
    reserve.push((await make('rsa', { modulusLength: bits })).privateKey);
  }
}

/** A new private key, made ahead where one of its size is left. */
export function newRsaKey(modulusLength: number): KeyObject {
  const ahead = modulusLength === bits ? reserve.pop() : undefined;
  return ahead ?? generateKeyPairSync('rsa', { modulusLength }).privateKey;
}
