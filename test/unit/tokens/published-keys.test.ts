import { exportJWK, generateKeyPair } from 'jose';
import { KeySetProblem, type KeySetReason } from '../../../domain/tokens/key-set-problem';
import { makePublishedKeys } from '../../../domain/tokens/published-keys';
import { aClientAssertion, aClientKey, type ClientKey } from '../../builders';
import { aTokenEndpoint, type TokenEndpoint, tokenUrl } from './token-endpoint';

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

const token = async () => endpoint.post(await endpoint.grant());
const tokenByNextKey = async () => {
  const signing = { key: next.privateKey, clock: endpoint.clock, audience: tokenUrl };
  const assertion = aClientAssertion(signing, { header: { kid: 'key-2' } });
  return endpoint.post(await endpoint.grant({ client_assertion: await assertion }));
};
const tokenBy = async (kid: string) => {
  const assertion = endpoint.assertion({ header: { kid } });
  return endpoint.post(await endpoint.grant({ client_assertion: await assertion }));
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

  test('are only as good as what may be uploaded, and nothing of the rest is kept', async () => {
    const weak = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-512' },
      true,
      ['sign', 'verify'],
    );
    const secret = await exportJWK((await generateKeyPair('RS512', { extractable: true })).privateKey);
    const own = endpoint.clientKey.publicJwk;
    const sets: [object, KeySetReason][] = [
      [{ keys: [{ ...(await exportJWK(weak.publicKey)), kid: 'key-1' }] }, 'unusable_key'],
      [{ keys: [own, own] }, 'unusable_key'],
      [{ keys: [own, { ...secret, kid: 'leaked' }] }, 'private_key'],
      [{ keys: [] }, 'not_a_key_set'],
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

  test('are not asked for where keys are uploaded', async () => {
    endpoint = await aTokenEndpoint({ application: { jwksUrl } });
    expect((await token()).status).toBe(200);
    expect(reads()).toBe(0);
  });
});
