import { randomUUID } from 'node:crypto';
import { DynamoAuthorizationStore } from '../../adapters/aws/dynamo-authorization-store';
import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { newSecret } from '../../adapters/node/new-secret';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { makeAuthorizationCode } from '../../domain/oauth/grant-types/authorization-code';
import { makeRefreshToken } from '../../domain/oauth/grant-types/refresh-token';
import type { TokenForm } from '../../domain/oauth/token-form';
import { TokenRefusal } from '../../domain/oauth/token-refusal';
import { aClock, anApplication, anAuthorization } from '../builders';
import { MemoryMarks } from '../memory/memory-marks';
import { aDynamoTable } from './a-dynamo-table';

const clock = aClock();
const hash = sha256SecretHash;
const marks = new MemoryMarks();
const application = anApplication();
const many = Array.from({ length: 200 });

let authorizationsTable: Awaited<ReturnType<typeof aDynamoTable>>;
let otherTable: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  authorizationsTable = await aDynamoTable({ table: 'grants', key: 'id' });
  otherTable = await aDynamoTable({ table: 'others', key: 'id' });
});
afterAll(() => Promise.all([authorizationsTable.close(), otherTable.close()]));

function operations() {
  const authorizations = new DynamoAuthorizationStore(authorizationsTable.dynamo, 'grants');
  const revocations = new DynamoRevocationStore(otherTable.dynamo, 'others');
  const signer = { sign: async () => 'token' };
  const identities = { seal: async () => 'sealed', open: async () => Promise.reject(new Error('nothing is sealed')) };
  const stated = { issuer: 'https://api.example/oauth2', audience: 'https://api.example' };
  const makers = { hash, marks, newSecret, newId: randomUUID, clock, signer, identities };
  const ports = { authorizations, revocations, ...makers, ...stated };
  const authenticate = async () => application;
  const redeemCode = makeAuthorizationCode(ports);
  const redeemRefreshToken = makeRefreshToken(ports);
  return {
    authorizations,
    redeemCode: (form: TokenForm) => redeemCode({ form, authenticate }),
    redeemRefreshToken: (form: TokenForm) => redeemRefreshToken({ form, authenticate }),
  };
}

/** How many of 200 at once succeed; the others must be refused, not fail. */
async function successes(attempt: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(many.map(attempt));
  const refusals = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(refusals.filter((reason) => !(reason instanceof TokenRefusal))).toEqual([]);
  return outcomes.length - refusals.length;
}

describe('of 200 parallel uses on DynamoDB exactly one succeeds', () => {
  test('of a code, whose authorisation then ends', async () => {
    const { authorizations, redeemCode } = operations();
    const redirectUri = 'https://app.example/callback';
    const code = { hash: hash.of('secret'), redirectUri, expiresAt: clock.seconds() + 60, used: false };
    const { refresh: _none, ...authorization } = anAuthorization({ id: 'coded', code });
    await authorizations.save(authorization);
    const form = { code: 'coded.secret', redirect_uri: redirectUri };
    expect(await successes(() => redeemCode(form))).toBe(1);
    expect((await authorizations.find('coded'))?.revoked).toBe(true);
  });

  test('of an assertion', async () => {
    const replays = new DynamoReplayStore(otherTable.dynamo, 'others', clock);
    const burn = () => replays.burn({ id: 'app-1 jti-1', expiresAt: new Date(clock.now().getTime() + 300_000) });
    expect((await Promise.all(many.map(burn))).filter(Boolean)).toHaveLength(1);
  });
});

test('of 200 parallel uses of one refresh token on DynamoDB all get the same answer, and the authorisation goes on', async () => {
  const { authorizations, redeemRefreshToken } = operations();
  const refresh = { hash: hash.of('secret'), count: 0, expiresAt: clock.seconds() + 600 };
  await authorizations.save(anAuthorization({ id: 'refreshed', refresh }));
  const use = () => redeemRefreshToken({ refresh_token: 'refreshed.secret' });
  const answers = await Promise.all(many.map(use));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await authorizations.find('refreshed')).toMatchObject({
    revoked: false,
    refresh: { count: 1 },
    spent: [refresh.hash],
  });
});
