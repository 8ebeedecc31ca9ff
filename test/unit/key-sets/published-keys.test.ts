import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { KeySetProblem, type KeySetReason } from '../../../domain/key-sets/key-set-problem';
import { makePublishedKeys } from '../../../domain/key-sets/published-keys';
import { aClientAssertion, aClientKey, type ClientKey } from '../../builders';
import { aTokenEndpoint, type TokenEndpoint, tokenUrl } from '../oauth/token-endpoint';

const jwksUrl = 'https://app.example.nhs.uk/jwks.json';
const minute = 60;
const hour = 60 * minute;

let next: ClientKey;
let endpoint: TokenEndpoint;
beforeAll(async () => {
  next = await aClientKey({ kid: 'key-2' });
});
beforeEach(async () => {
  endpoint = await aTokenEndpoint({ application: { jwks: undefined, jwksUrl } as object });
});

const token = async () => endpoint.post(await endpoint.aForm());
const tokenByNextKey = async () => {
  const signing = { key: next.privateKey, clock: endpoint.clock, audience: tokenUrl };
  const assertion = aClientAssertion(signing, { header: { kid: 'key-2' } });
  return endpoint.post(await endpoint.aForm({ client_assertion: await assertion }));
};
const tokenBy = async (kid: string) => {
  const assertion = endpoint.assertion({ header: { kid } });
  return endpoint.post(await endpoint.aForm({ client_assertion: await assertion }));
};
const reads = () => endpoint.readKeySet.mock.calls.length;
const publish = (...keys: object[]) => endpoint.readKeySet.mockResolvedValue(JSON.stringify({ keys }));
const fail = (reason: KeySetReason, status?: number) =>
  endpoint.readKeySet.mockRejectedValue(new KeySetProblem(reason, status === undefined ? {} : { status }));
const kept = () => endpoint.published.store.find('app-1');

const unreachable = {
  status: 403,
  body: {
    error: 'public_key error',
    error_description: "The JWKS endpoint, for your client_assertion can't be reached",
  },
};
const unknownKid = {
  status: 401,
  body: {
    error: 'invalid_request',
    error_description: "Invalid 'kid' header in client_assertion JWT - no matching public key",
  },
};

describe('the keys at an application’s address', () => {
  test('are read once for many tokens, and again after an hour', async () => {
    for (let count = 0; count < 3; count += 1) expect((await token()).status).toBe(200);
    expect(endpoint.readKeySet.mock.calls).toEqual([[jwksUrl]]);
    endpoint.clock.advance(61 * minute);
    expect((await token()).status).toBe(200);
    expect(reads()).toBe(2);
  });

  test('are not asked for again by an instance that starts later', async () => {
    await token();
    const another = makePublishedKeys(endpoint.published);
    expect((await another({ id: 'app-1', url: jwksUrl, kid: 'key-1' }))?.keys).toHaveLength(1);
    expect(reads()).toBe(1);
  });

  test('may be rotated without waiting: a new key works at once, on every instance', async () => {
    const another = makePublishedKeys(endpoint.published);
    await another({ id: 'app-1', url: jwksUrl, kid: 'key-1' });
    await token();
    endpoint.clock.advance(31);
    publish(next.publicJwk, endpoint.clientKey.publicJwk);
    expect((await tokenByNextKey()).status).toBe(200);
    expect((await token()).status).toBe(200);
    expect((await another({ id: 'app-1', url: jwksUrl, kid: 'key-2' }))?.keys).toHaveLength(2);
    expect(reads()).toBe(2);
  });

  test('are read once more for a thousand unknown key ids, by however many instances', async () => {
    await token();
    endpoint.clock.advance(31);
    expect(await tokenBy('unknown')).toMatchObject(unknownKid);
    const instances = Array.from({ length: 10 }, () => makePublishedKeys(endpoint.published));
    const asked = Array.from({ length: 1000 }, (_, index) => ({ id: 'app-1', url: jwksUrl, kid: `unknown-${index}` }));
    await Promise.all(asked.map((one, index) => instances[index % 10]?.(one)));
    expect(reads()).toBe(2);
    endpoint.clock.advance(31);
    await tokenBy('unknown');
    expect(reads()).toBe(3);
  });

  test('are waited for by those who ask while another reads them for the first time', async () => {
    const answer = JSON.stringify({ keys: [endpoint.clientKey.publicJwk] });
    let looks = 0;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    endpoint.readKeySet.mockImplementation(() => opened.then(() => answer));
    const wait = async () => {
      looks += 1;
      if (looks === 3) open();
      await new Promise(setImmediate);
    };
    const instances = [1, 2, 3].map(() => makePublishedKeys({ ...endpoint.published, wait }));
    const found = await Promise.all(instances.map((one) => one({ id: 'app-1', url: jwksUrl, kid: 'key-1' })));
    expect(found.map((keySet) => keySet?.keys.length)).toEqual([1, 1, 1]);
    expect(reads()).toBe(1);
  });

  test('are not waited for when an instance died reading them', async () => {
    const triedAt = endpoint.clock.seconds();
    const row = { id: 'app-1', revision: 1, url: jwksUrl, triedAt, expiresAt: triedAt + hour };
    await endpoint.published.store.save(row);
    expect(await token()).toMatchObject(unreachable);
    endpoint.clock.advance(31);
    expect((await token()).status).toBe(200);
  });

  test('serve on for a day while the address is down, asked for every half minute at most', async () => {
    await token();
    fail('status', 500);
    endpoint.clock.advance(23 * hour);
    for (let count = 0; count < 5; count += 1) expect((await token()).status).toBe(200);
    expect(reads()).toBe(2);
    endpoint.clock.advance(2 * hour);
    expect(await token()).toMatchObject(unreachable);
    publish(endpoint.clientKey.publicJwk);
    expect(await token()).toMatchObject(unreachable);
    endpoint.clock.advance(31);
    expect((await token()).status).toBe(200);
  });

  test('of another address are not those of this one', async () => {
    await token();
    const application = await endpoint.applications.find('app-1');
    if (!application) throw new Error('there is no application');
    fail('name_unknown');
    await endpoint.applications.save({ ...application, revision: 2, jwksUrl: 'https://other.example.nhs.uk/jwks' });
    expect(await token()).toMatchObject(unreachable);
    endpoint.clock.advance(31);
    publish(next.publicJwk);
    expect(await token()).toMatchObject(unknownKid);
    expect(endpoint.readKeySet).toHaveBeenLastCalledWith('https://other.example.nhs.uk/jwks');
    expect((await kept())?.keySet?.keys[0]?.kid).toBe('key-2');
  });

  test('that cannot be read are a refusal, and why is kept', async () => {
    fail('status', 404);
    expect(await token()).toMatchObject(unreachable);
    const at = endpoint.clock.seconds();
    expect(await kept()).toMatchObject({ lastError: { at, reason: 'status', status: 404 } });
    endpoint.clock.advance(31);
    publish(endpoint.clientKey.publicJwk);
    expect((await token()).status).toBe(200);
    // What went wrong last stays to be seen, though it is over.
    expect(await kept()).toMatchObject({ readAt: at + 31, lastError: { at } });
  });

  test('that are all of no use are a refusal, and nothing of them is kept', async () => {
    const own = endpoint.clientKey.publicJwk;
    const sets: [object, KeySetReason][] = [
      [{ keys: [await weakKey()] }, 'unusable_key'],
      [{ keys: [{ ...own, use: 'enc' }] }, 'unusable_key'],
      [{ keys: [{ ...own, n: `${own.n}=` }] }, 'unusable_key'],
      [{ keys: [await leakedKey()] }, 'private_key'],
      [{ keys: [] }, 'not_a_key_set'],
      [{ keys: [null, 'key', 7] }, 'not_a_key_set'],
      [{ keys: { 'key-1': own } }, 'not_a_key_set'],
      [{ secret: 'of some other service' }, 'not_a_key_set'],
    ];
    for (const [set, reason] of sets) {
      endpoint.readKeySet.mockResolvedValue(JSON.stringify(set));
      expect(await token()).toMatchObject(unreachable);
      expect((await kept())?.lastError).toEqual({ at: endpoint.clock.seconds(), reason });
      expect((await kept())?.keySet).toBeUndefined();
      endpoint.clock.advance(31);
    }
    expect(JSON.stringify(await kept())).not.toContain('of some other service');
  });

  test.each<[string, (own: JWK) => object | Promise<object>]>([
    ['one for encryption', (own) => ({ ...own, kid: 'enc', use: 'enc' })],
    ['one for encryption under the same kid', (own) => ({ ...own, use: 'enc' })],
    ['one whose operations are others', (own) => ({ ...own, key_ops: ['encrypt'] })],
    [
      'one of Ed25519',
      () => ({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'ed' }),
    ],
    ['one of another algorithm', (own) => ({ ...own, kid: 'rs256', alg: 'RS256' })],
    ['one of 1,024 bits', () => weakKey()],
    ['one without a kid', ({ kid: _, ...own }) => own],
    ['one whose kid is a number', (own) => ({ ...own, kid: 7 })],
    ['one of a kind that nobody knows yet', () => ({ kty: 'AKP', alg: 'ML-DSA-44', pub: 'x', kid: 'pq' })],
    [
      'one of a curve by a name of JavaScript’s own',
      () => ({ kty: 'EC', crv: 'constructor', x: 'AA', y: 'AA', kid: 'js' }),
    ],
    ['one whose number is padded', (own) => ({ ...own, kid: 'padded', n: `${own.n}==` })],
    ['one that is no object', () => [null, 'key'] as object],
    ['a private one, which opens nothing', () => leakedKey()],
  ])('are used though beside them is %s', async (_case, beside) => {
    const other = [await beside(endpoint.clientKey.publicJwk)].flat();
    publish(...other, endpoint.clientKey.publicJwk, ...other);
    expect((await token()).status).toBe(200);
    expect((await kept())?.keySet?.keys.map(({ kid }) => kid)).toEqual(['key-1']);
    expect((await kept())?.lastError).toBeUndefined();
  });

  test('may be a hundred, and begin with a byte order mark', async () => {
    const { publicJwk } = endpoint.clientKey;
    const keys = Array.from({ length: 150 }, (_, index) => ({ ...publicJwk, kid: `key-${index}` }));
    endpoint.readKeySet.mockResolvedValue(`\uFEFF${JSON.stringify({ keys })}`);
    expect((await token()).status).toBe(200);
    expect((await kept())?.keySet?.keys).toHaveLength(100);
    expect(await tokenBy('key-140')).toMatchObject(unknownKid);
  });

  test('of which two share a kid verify nothing by that one, and the others do', async () => {
    publish(endpoint.clientKey.publicJwk, { ...next.publicJwk, kid: 'key-1' }, next.publicJwk);
    expect(await token()).toMatchObject(unknownKid);
    expect((await tokenByNextKey()).status).toBe(200);
  });

  test('are not asked for where keys are uploaded', async () => {
    endpoint = await aTokenEndpoint();
    expect((await token()).status).toBe(200);
    expect(reads()).toBe(0);
  });
});

describe('keys that were uploaded before the address was given', () => {
  beforeEach(async () => {
    endpoint = await aTokenEndpoint({ application: { jwksUrl, jwksUrlSince: '2026-01-05T08:59:00.000Z' } });
  });

  test('serve on until it was read once, and then no longer, also when it goes down', async () => {
    fail('name_unknown');
    expect((await token()).status).toBe(200);
    endpoint.clock.advance(31);
    publish(next.publicJwk);
    expect((await tokenByNextKey()).status).toBe(200);
    expect(await token()).toMatchObject(unknownKid);
    fail('timed_out');
    endpoint.clock.advance(25 * hour);
    expect(await token()).toMatchObject(unreachable);
  });

  test('are not read from the address for each token', async () => {
    fail('timed_out');
    for (let count = 0; count < 5; count += 1) expect((await token()).status).toBe(200);
    expect(reads()).toBe(1);
  });

  test('serve for a week at most', async () => {
    fail('status', 404);
    endpoint.clock.advance(7 * 24 * hour);
    expect(await token()).toMatchObject(unreachable);
  });

  test('do not serve where nobody knows when the address was given', async () => {
    endpoint = await aTokenEndpoint({ application: { jwksUrl } });
    fail('status', 404);
    expect(await token()).toMatchObject(unreachable);
  });
});

async function weakKey() {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, hash: 'SHA-512' };
  const weak = await crypto.subtle.generateKey({ ...algorithm, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    'sign',
    'verify',
  ]);
  return { ...(await exportJWK(weak.publicKey)), kid: 'key-1' };
}

async function leakedKey() {
  return { ...(await exportJWK((await generateKeyPair('RS512', { extractable: true })).privateKey)), kid: 'key-1' };
}
