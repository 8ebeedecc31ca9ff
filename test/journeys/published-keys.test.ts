import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, type JWK } from 'jose';
import { aVisitor, type Visitor } from './a-visitor';
import { type Platform, startPlatform, testOnThisMachine } from './platform';
import { bearer, clientAssertion, tokenRequest } from './sign-in';

let platform: Platform;
let server: Server;
let folder: string;
let visitor: Visitor;
/** The address of the application's keys, what it answers and how often it was asked. */
const published = { url: '', status: 200, keys: [] as JWK[], reads: 0 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dip-keys-'));
  server = createServer((_, response) => {
    published.reads += 1;
    response.writeHead(published.status).end(JSON.stringify({ keys: published.keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  published.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  platform = await startPlatform();
  visitor = await aVisitor(platform);
});
afterAll(async () => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
  await platform?.stop();
});

/** A key pair whose public half is for the test to publish. */
async function aKey(): Promise<{ kid: string; privateKeyFile: string; jwk: JWK }> {
  const kid = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair('RS512', { extractable: true });
  const privateKeyFile = join(folder, `${kid}.pem`);
  writeFileSync(privateKeyFile, await exportPKCS8(privateKey), { mode: 0o600 });
  return { kid, privateKeyFile, jwk: { ...(await exportJWK(publicKey)), kid } };
}

testOnThisMachine('an application publishes its keys, and rotates them without waiting', async () => {
  const clientId = await visitor.register('Ward round');
  const page = `/applications/${clientId}`;
  await visitor.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  const tokenUrl = `${platform.api}/oauth2/token`;
  const askWith = async ({ kid, privateKeyFile }: { kid: string; privateKeyFile: string }) => {
    const client = { clientId, kid, privateKeyFile, tokenUrl };
    const response = await tokenRequest(client, {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(client),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const [first, second] = await Promise.all([aKey(), aKey()]);

  // The address is registered, and is down: why is there to be read.
  await visitor.submit(page, `${page}/key-set-address`, { jwksUrl: published.url });
  published.status = 503;
  expect(await askWith(first)).toMatchObject({
    status: 403,
    body: { error_description: "The JWKS endpoint, for your client_assertion can't be reached" },
  });
  expect(await visitor.open(page)).toContain('The address answered with status 503.');

  // It is up.
  await platform.control('/_dip/clock', { advance: 'PT31S' });
  Object.assign(published, { status: 200, keys: [first.jwk] });
  const { status, body } = await askWith(first);
  expect(status).toBe(200);
  const hello = `${platform.api}/hello-world/hello/application`;
  expect((await fetch(hello, { headers: bearer(body.access_token ?? '') })).status).toBe(200);
  expect(await visitor.open(page)).toContain(`<code>${first.kid}</code>`);

  // It changes its key: the new one works at once, and of many that are unknown one leads to a read.
  await platform.control('/_dip/clock', { advance: 'PT31S' });
  published.keys = [second.jwk];
  expect((await askWith(second)).status).toBe(200);
  const { reads } = published;
  const strangers = await Promise.all([1, 2, 3, 4, 5].map(() => askWith({ ...second, kid: randomUUID() })));
  expect(strangers.map((one) => one.status)).toEqual([401, 401, 401, 401, 401]);
  expect((await askWith(first)).body.error_description).toBe(
    "Invalid 'kid' header in client_assertion JWT - no matching public key",
  );
  expect(published.reads).toBe(reads);
});
