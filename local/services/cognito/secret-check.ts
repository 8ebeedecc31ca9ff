import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, Buffer>(scrypt);
const length = 32;

/** `<salt>.<hash>`: what rests of a password or a code. */
export async function sealSecret(secret: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url');
  return `${salt}.${(await derive(secret, salt, length)).toString('base64url')}`;
}

export async function isSecret(given: string, sealed: string): Promise<boolean> {
  const [salt = '', hash = ''] = sealed.split('.');
  return timingSafeEqual(await derive(given, salt, length), Buffer.from(hash, 'base64url'));
}
