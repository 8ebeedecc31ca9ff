import { rmSync } from 'node:fs';
import { decodeProtectedHeader } from 'jose';
import { freePorts } from '../free-ports';
import { type Platform, scratchFolder, startPlatform } from './platform';
import { applicationToken, bearer } from './sign-in';

const state = scratchFolder();
let port: number | undefined;
let platform: Platform | undefined;
afterAll(async () => {
  await platform?.stop();
  rmSync(state, { recursive: true, force: true });
});

/** Deploys anew over the same state, with these generations of keys published; the first signs. */
async function deploy(signingKeys: string): Promise<Platform> {
  await platform?.stop();
  // The same ports, as they are in the issuer that a token names.
  port ??= await freePorts();
  platform = await startPlatform({ port, state, env: { DIP_SIGNING_KEYS: signingKeys } });
  return platform;
}

const statusWith = async ({ api }: Platform, token: string): Promise<number> =>
  (await fetch(`${api}/hello-world/hello/application`, { headers: bearer(token) })).status;
const keyIdOf = (token: string) => decodeProtectedHeader(token).kid;

test('signing keys change, every token that was given out goes on working, and no step that would break one is taken', async () => {
  const before = await deploy('1,2');
  const first = await applicationToken(before.application());

  const turned = await deploy('2,1');
  const second = await applicationToken(turned.application());
  expect(keyIdOf(second)).not.toBe(keyIdOf(first));
  expect(await statusWith(turned, first)).toBe(200);
  expect(await statusWith(turned, second)).toBe(200);

  await turned.stop();
  platform = undefined;
  const hasty = startPlatform({ state, env: { DIP_SIGNING_KEYS: '2,3' } });
  await expect(hasty).rejects.toThrow(/tokens of the key that is to go are still in use/);
});
