import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { type KeysRequest, keyAlgorithms, newKeys } from '../../../cli/keys';
import { readUploadedKeys } from '../../../domain/key-sets/read-uploaded-keys';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function made(options: Partial<KeysRequest> = {}) {
  const out = join(folder, 'new', 'keys');
  const lines: string[] = [];
  await newKeys({ out, alg: 'ES256', json: false, print: (line) => lines.push(line), ...options });
  const read = (file: string) => readFileSync(join(out, file), 'utf8');
  return { out, said: lines.join('\n'), privateKey: read('private-key.pem'), jwks: read('jwks.json') };
}

test.each(keyAlgorithms)(
  'a key pair for %s signs what its key set verifies, and the portal takes the set',
  async (alg) => {
    const { privateKey, jwks } = await made({ alg });
    const { keys } = JSON.parse(jwks);
    const jwt = new SignJWT({}).setProtectedHeader({ alg, kid: keys[0].kid });
    const signed = await jwt.sign(await importPKCS8(privateKey, alg));
    expect((await jwtVerify(signed, createLocalJWKSet({ keys }))).protectedHeader).toEqual({ alg, kid: keys[0].kid });
    expect(await readUploadedKeys(jwks)).toEqual({ jwks: { keys } });
  },
);

test('the private key is its owner’s alone, and no private member is in the set', async () => {
  const { out, jwks, said, privateKey } = await made();
  expect(statSync(join(out, 'private-key.pem')).mode & 0o777).toBe(0o600);
  expect(Object.keys(JSON.parse(jwks).keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  expect(said).not.toContain(privateKey.split('\n')[1]);
});

test('the id is the one that was asked for, or one that no two keys share', async () => {
  expect(JSON.parse((await made({ kid: 'ward-1' })).jwks).keys[0].kid).toBe('ward-1');
  const kids = await Promise.all(
    ['a', 'b'].map(async (name) => {
      await newKeys({ out: join(folder, name), alg: 'ES256', json: false, print: () => {} });
      return JSON.parse(readFileSync(join(folder, name, 'jwks.json'), 'utf8')).keys[0].kid;
    }),
  );
  expect(kids[0]).not.toBe(kids[1]);
});

test.each(['private-key.pem', 'jwks.json'])('nothing is replaced, nor half made, where %s is there', async (file) => {
  writeFileSync(join(folder, file), 'mine');
  await expect(made({ out: folder })).rejects.toThrow(/is there already: move it away, or choose another folder/);
  expect(readdirSync(folder)).toEqual([file]);
  expect(readFileSync(join(folder, file), 'utf8')).toBe('mine');
});

test('a place that is no folder is told so', async () => {
  writeFileSync(join(folder, 'taken'), 'mine');
  await expect(made({ out: join(folder, 'taken') })).rejects.toThrow(
    /taken cannot be written to: choose another folder with --out$/,
  );
});

test('as JSON it says where everything is', async () => {
  const { out, said } = await made({ json: true, kid: 'ward-1' });
  expect(JSON.parse(said)).toEqual({
    kid: 'ward-1',
    alg: 'ES256',
    privateKeyFile: join(out, 'private-key.pem'),
    jwksFile: join(out, 'jwks.json'),
  });
});

describe('the command', () => {
  const dip = (...args: string[]) =>
    new Promise<{ code: number; stdout: string }>((resolve) => {
      const program = join(__dirname, '..', '..', '..', 'bin', 'dip.js');
      execFile(process.execPath, [program, 'keys', 'new', ...args], { cwd: folder }, (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), stdout }),
      );
    });

  test('ends with 0, and with 1 where the files are there already', async () => {
    expect(JSON.parse((await dip('--alg', 'ES256', '--json')).stdout)).toMatchObject({ alg: 'ES256' });
    expect((await dip('--alg', 'ES256')).code).toBe(1);
  });

  test('ends with 2 for an algorithm that is not known', async () => {
    expect((await dip('--alg', 'RS256')).code).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});
