import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { newSecret } from '../../../adapters/node/new-secret';
import { MINTED_SECRET, mintedSecret, secretsIn } from '../../../domain/credentials/minted-secret';
import { redactLine } from '../../../domain/logs/redaction/redact-line';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';

const id = '0d4f9f2a-7c55-4b0e-9a3c-6a1d2e3f4b5c';
const earlier = 'Zk3vQ0yT9cX1bN7mL5pR8sW2eU4iO6aD-Gf_HjKlMnB';

describe('a secret that the platform mints', () => {
  test('is known by its prefix, holds 256 random bits, and ends with their CRC-32', () => {
    const secret = newSecret();
    expect(secret).toMatch(new RegExp(`^${MINTED_SECRET}$`));
    expect(new Set(Array.from({ length: 1000 }, newSecret)).size).toBe(1000);
    expect(mintedSecret(new Uint8Array(32))).toBe(`dip_${'0'.repeat(43)}${checkOf('0'.repeat(43))}`);
    expect(secret.slice(-6)).toBe(checkOf(secret.slice(4, -6)));
    const [most, next] = [new Uint8Array(32).fill(255), new Uint8Array(32).fill(255, 0, 31)];
    expect(mintedSecret(most)).toHaveLength(53);
    expect(mintedSecret(most)).not.toBe(mintedSecret(next));
  });

  test('fits where it is used: an API Gateway key, a PKCE verifier, a cookie', () => {
    expect(newSecret()).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
  });

  const minted = newSecret();
  test.each([
    ['alone', minted],
    ['as an API key', `${id}.${minted}`],
    ['in an address', `https://x.example/?apikey=${minted}&a=b`],
    ['as an API key of before', `${id}.${earlier}`],
    ['in a quoted value', `apikey: "${minted}"`],
  ])('is found %s', (_, text) => expect(secretsIn(text)).toHaveLength(1));

  test.each([
    ['one letter is another', minted.slice(0, 10) + (minted[10] === 'a' ? 'b' : 'a') + minted.slice(11)],
    ['it is longer', `${minted}x`],
    ['it is a placeholder', `dip_${'x'.repeat(49)}`],
    ['it is an id alone', id],
    ['it is a hash', earlier],
  ])('is not taken for one where %s', (_, text) => expect(secretsIn(text)).toEqual([]));
});

describe('a secret of the platform in a log', () => {
  const minted = newSecret();
  test.each([
    ['a secret', minted],
    ['an API key', `${id}.${minted}`],
    ['a secret with a letter wrong', `${minted.slice(0, -1)}_`],
    ['the first half of one', minted.slice(0, 46)],
    ['an API key of before', `${id}.${earlier}`],
    ['a client secret of before', earlier],
    ['one in base64', Buffer.from(`key ${minted}`).toString('base64')],
    ['one percent-encoded', minted.replace('_', '%5F')],
  ])('%s is left in no text and no user agent', (_, secret) => {
    for (const text of [
      `got ${secret} here`,
      secret,
      `(${secret})`,
      `curl/8 ${secret}`,
      `a=${secret}&b=c`,
      `x/${secret}`,
    ]) {
      for (const field of ['message', 'userAgent', 'detail', 'status', 'requestId']) {
        const line = redactLine(JSON.stringify({ [field]: text }));
        expect(line).not.toContain(secret.slice(-20));
        expect(line).not.toContain(secret.slice(-42, -22));
      }
    }
  });
});

describe('an OpenAPI file that holds a secret of the platform', () => {
  const document = (value: string) =>
    `openapi: 3.0.3\ninfo: { title: T, version: '1' }\nservers: [{ url: https://x.example/t }]\npaths:\n  /a:\n    get:\n      security: []\n      responses:\n        '200':\n          description: ok\n          content: { application/json: { example: { key: ${value} } } }\n`;

  test.each([
    ['a secret', newSecret()],
    ['an API key', `${id}.${newSecret()}`],
    ['an API key of before', `${id}.${earlier}`],
  ])('is refused for %s by its line, and the secret is not printed', (_, secret) => {
    const file = `${aFolder({ 'api.yaml': document(secret) })}/api.yaml`;
    const refusal = thrownBy(() => readApiDefinition({ file }));
    expect(refusal).toContain(`${file}:11: a secret of the platform`);
    expect(refusal).not.toContain(secret.slice(-20));
  });

  test('is refused where a file it refers to holds it', () => {
    const folder = aFolder({ 'api.yaml': document('{ $ref: other.yaml }'), 'other.yaml': `key: ${newSecret()}\n` });
    expect(thrownBy(() => readApiDefinition({ file: `${folder}/api.yaml` }))).toMatch(/other\.yaml:1: a secret/);
  });

  test('is published with a placeholder', () => {
    const file = `${aFolder({ 'api.yaml': document('dip_your-key') })}/api.yaml`;
    expect(readApiDefinition({ file }).definition.title).toBe('T');
  });
});

test('the rule that the guide gives to secret scanners finds what is minted', () => {
  const guide = readFileSync('docs/guides/producers.md', 'utf8');
  const [, rule = ''] = /regex = '''(.+)'''/.exec(guide) ?? [];
  expect(new RegExp(rule).exec(`key = "${newSecret()}"`)?.[0]).toMatch(/^dip_/);
  expect(rule).toContain(MINTED_SECRET);
});

function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dip-secrets-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function thrownBy(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return '';
}

/** CRC-32 in base 62, by another implementation than the platform's. */
function checkOf(body: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let text = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) text = alphabet[rest % 62] + text;
  return text.padStart(6, '0');
}
