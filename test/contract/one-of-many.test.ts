import { DynamoGrantStore } from '../../adapters/aws/dynamo-authorization-store';
import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { MemoryMarks } from '../../adapters/memory/memory-marks';
import { newSecret } from '../../adapters/node/new-secret';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { makeIssueUserTokens } from '../../domain/oauth/authorizations/issue-user-tokens';
import { makeRevokeGrant } from '../../domain/oauth/authorizations/revoke-authorization';
import { makeRedeemCode } from '../../domain/oauth/grant-types/authorization-code';
import { makeRedeemRefreshToken } from '../../domain/oauth/grant-types/refresh-token';
import { TokenRefusal } from '../../domain/oauth/token-refusal';
import { aClock, aGrant, anApplication } from '../builders';
import { aDynamoTable } from './a-dynamo-table';

const clock = aClock();
const hash = sha256SecretHash;
const marks = new MemoryMarks();
const application = anApplication();
const many = Array.from({ length: 200 });

let grantsTable: Awaited<ReturnType<typeof aDynamoTable>>;
let otherTable: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  grantsTable = await aDynamoTable({ table: 'grants', key: 'id' });
  otherTable = await aDynamoTable({ table: 'others', key: 'id' });
});
afterAll(() => Promise.all([grantsTable.close(), otherTable.close()]));

function operations() {
  const grants = new DynamoGrantStore(grantsTable.dynamo, 'grants');
  const revocations = new DynamoRevocationStore(otherTable.dynamo, 'others');
  const issue = async () => ({ accessToken: 'token', issuedAt: clock.now(), expiresIn: 599, scope: 'scope' });
  const issueUserTokens = makeIssueUserTokens({ grants, issue, hash, marks, newSecret, clock });
  const revokeGrant = makeRevokeGrant({ grants, revocations });
  const needs = { grants, issueUserTokens, revokeGrant, hash, marks, clock };
  return { grants, redeemCode: makeRedeemCode(needs), redeemRefreshToken: makeRedeemRefreshToken(needs) };
}

/** How many of 200 at once succeed; the others must be refused, not fail. */
async function successes(attempt: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(many.map(attempt));
  const refusals = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(refusals.filter((reason) => !(reason instanceof TokenRefusal))).toEqual([]);
  return outcomes.length - refusals.length;
}

describe('of 200 parallel uses on DynamoDB exactly one succeeds', () => {
  test('of a code, whose grant then ends', async () => {
    const { grants, redeemCode } = operations();
    const redirectUri = 'https://app.example/callback';
    const code = { hash: hash.of('secret'), redirectUri, expiresAt: clock.seconds() + 60, used: false };
    const { refresh: _none, ...grant } = aGrant({ id: 'coded', code });
    await grants.save(grant);
    const form = { code: 'coded.secret', redirect_uri: redirectUri };
    expect(await successes(() => redeemCode(form, application))).toBe(1);
    expect((await grants.find('coded'))?.revoked).toBe(true);
  });

  test('of an assertion', async () => {
    const replays = new DynamoReplayStore(otherTable.dynamo, 'others', clock);
    const burn = () => replays.burn({ id: 'app-1 jti-1', expiresAt: new Date(clock.now().getTime() + 300_000) });
    expect((await Promise.all(many.map(burn))).filter(Boolean)).toHaveLength(1);
  });
});

test('of 200 parallel uses of one refresh token on DynamoDB all get the same answer, and the grant goes on', async () => {
  const { grants, redeemRefreshToken } = operations();
  const refresh = { hash: hash.of('secret'), count: 0, expiresAt: clock.seconds() + 600 };
  await grants.save(aGrant({ id: 'refreshed', refresh }));
  const use = () => redeemRefreshToken({ refresh_token: 'refreshed.secret' }, application);
  const answers = await Promise.all(many.map(use));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await grants.find('refreshed')).toMatchObject({
    revoked: false,
    refresh: { count: 1 },
    spent: [refresh.hash],
  });
});
