import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import { SignJWT } from 'jose';
import type { KeptKeySet } from '../../domain/key-sets/kept-key-set';
import { makeAuthenticateByAssertion } from '../../domain/oauth/client-authentication/authenticate-by-assertion';
import { makeClientCredentials } from '../../domain/oauth/grant-types/client-credentials';
import { makeClientKeys } from '../../domain/oauth/keys/client-keys';
import type { TokenForm } from '../../domain/oauth/token-form';
import { anApplication, aRegistryEntry, subscribedTo } from '../../test/builders';
import { MemoryApplicationStore } from '../../test/memory/memory-application-store';
import { MemoryMarks } from '../../test/memory/memory-marks';
import { MemoryReplayStore } from '../../test/memory/memory-replay-store';
import { MemoryRevisedRows } from '../../test/memory/memory-revised-rows';
import { MemoryTokenSigner } from '../../test/memory/memory-token-signer';
import type { Figure } from './figure';
import { perSecond, rounded } from './rate';

const issuer = 'https://api.example.nhs.uk/oauth2';
const clock = { now: () => new Date() };

/** Access tokens for signed JWTs (RS512, 2,048 bits), every store and key in memory. */
export async function measure(): Promise<Figure[]> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grant = await aGrant(privateKey);
  const tokens = await perSecond(async () => grant(await aForm(privateKey)));
  const floor = await perSecond(threeSignatures(privateKey));
  const against = 'two RSA signatures and one check with node:crypto: the client’s, that it holds, and the token’s';
  return [{ name: 'token', value: rounded(tokens), unit: '1/s', against, ratio: rounded(tokens / floor) }];
}

async function aGrant(privateKey: KeyObject) {
  const applications = new MemoryApplicationStore();
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const jwks = { keys: [{ ...jwk, kty: 'RSA', kid: 'key-1' }] };
  await applications.save(anApplication({ jwks, subscriptions: subscribedTo('hello-world') }));
  const entry = aRegistryEntry();
  const authenticate = makeAuthenticateByAssertion({
    applications,
    // The key set is uploaded, so nothing is read or waited for.
    clientKeys: makeClientKeys({
      store: new MemoryRevisedRows<KeptKeySet>(),
      readKeySet: async () => '',
      wait: async () => {},
      clock,
    }),
    replays: new MemoryReplayStore(clock),
    marks: new MemoryMarks(),
    noteKeyUse: async () => {},
    clock,
    issuer,
    audiences: [`${issuer}/token`],
  });
  const signer = await MemoryTokenSigner.create();
  const audience = 'https://api.example.nhs.uk';
  const grant = makeClientCredentials({
    signer,
    clock,
    newId: randomUUID,
    issuer,
    audience,
    registry: { find: async () => entry },
  });
  return (form: TokenForm) => grant({ form, authenticate: () => authenticate(form) });
}

async function aForm(key: KeyObject) {
  const now = Math.floor(Date.now() / 1000);
  const client_assertion = await new SignJWT({ aud: `${issuer}/token`, jti: randomUUID(), exp: now + 240 })
    .setIssuer('app-1')
    .setSubject('app-1')
    .setProtectedHeader({ alg: 'RS512', kid: 'key-1', typ: 'JWT' })
    .sign(key);
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return { grant_type: 'client_credentials', client_assertion_type, client_assertion };
}

/** The client signs within what is measured above, as each assertion is good once. */
function threeSignatures(privateKey: KeyObject): () => void {
  const publicKey = createPublicKey(privateKey);
  const text = Buffer.alloc(400, 'x');
  return () => {
    const signature = sign('sha512', text, privateKey);
    sign('sha256', text, privateKey);
    if (!verify('sha512', text, publicKey, signature)) throw new Error('no match');
  };
}
