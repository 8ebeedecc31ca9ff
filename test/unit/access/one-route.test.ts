import { ps256Signature } from '../../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { makeAuthorizeCall } from '../../../domain/access/authorize-call';
import { withHeads } from '../../../domain/api-definition/implied-operations';
import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { openUsageValue } from '../../../domain/applications/open-usage-key';
import { satisfies } from '../../../domain/credentials/access-mode';
import { makeVerifyAccessToken } from '../../../domain/oauth/tokens/verify-access-token';
import { makeAuthorize } from '../../../lambdas/authorizer/authorize';
import { aLargeApi } from '../../a-large-api';
import { aClock, anApplication, aRegistryEntry, subscribedTo } from '../../builders';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryRevocationStore } from '../../memory/memory-revocation-store';
import { MemoryTokenSigner } from '../../memory/memory-token-signer';
import { isAllowed } from './iam-evaluator';

const stageArn = 'arn:aws:execute-api:eu-west-2:000000000000:abc123/large';
const issuer = 'https://api.example.nhs.uk/oauth2';
const audience = 'https://api.example.nhs.uk';
const clock = aClock();
const { operations } = parseApiDefinition({
  file: 'large.json',
  text: JSON.stringify(aLargeApi({ operations: 100 })),
}).definition;
const appKey = { id: 'key', hash: sha256SecretHash.of('secret'), createdAt: '2026-01-01T00:00:00Z' };

let signer: MemoryTokenSigner;
beforeAll(async () => {
  signer = await MemoryTokenSigner.create();
});

/** The authoriser of an API of a hundred operations, told of each form's calls. */
async function anAuthorizer(changes: Partial<Parameters<typeof anApplication>[0]> = {}, open = false) {
  const applications = new MemoryApplicationStore();
  const subscriptions = subscribedTo('large');
  await applications.save(anApplication({ apiKeys: [appKey], usageKey: 'usage-1', subscriptions, ...changes }));
  const declared = open ? operations.map((each) => ({ ...each, access: [] })) : operations;
  const entry = aRegistryEntry({ api: 'large', basePath: '/large', operations: declared });
  const authorize = makeAuthorize({
    authorizeCall: makeAuthorizeCall({
      registry: { find: async () => entry },
      applications,
      revocations: new MemoryRevocationStore(),
      verifyAccessToken: makeVerifyAccessToken({ signature: ps256Signature(signer.jwks), issuer, audience, clock }),
      monitoringKey: async () => 'the-monitoring-key',
      hash: sha256SecretHash,
      noteKeyUse: async () => {},
      clock,
    }),
    onFault: (error) => {
      throw error;
    },
  });
  const call = (form: 'greedy' | undefined, method: string, path: string, headers: Record<string, string>) =>
    authorize({
      type: 'REQUEST',
      methodArn: `${stageArn}/${method}${path}`,
      resource: form ? '/{proxy+}' : path,
      httpMethod: method,
      path: `/large${path}`,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      multiValueQueryStringParameters: null,
      stageVariables: { api: 'large', ...(form && { form }) },
      requestContext: { apiId: 'abc123', stage: 'large', path: `/large${path}` },
    });
  return {
    one: (method: string, path: string, headers: Record<string, string> = {}) => call('greedy', method, path, headers),
    whole: (method: string, path: string, headers: Record<string, string>) => call(undefined, method, path, headers),
  };
}

const token = (mode: string) =>
  signer.sign({
    typ: 'at+jwt',
    claims: {
      iss: issuer,
      sub: 'app-1',
      client_id: 'app-1',
      aud: audience,
      iat: clock.seconds(),
      exp: clock.seconds() + 599,
      jti: 'token-1',
      mode,
      scope: 'any',
    },
  });

const valueFor = (path: string) => path.replaceAll(/\{[^}]*\}/g, '7').replaceAll('$', '%24');
const isLetIn = (
  { policyDocument }: { policyDocument: Parameters<typeof isAllowed>[0] },
  method: string,
  path: string,
) => isAllowed(policyDocument, `${stageArn}/${method}${path}`);

test.each(['app-level0', 'app-level3', 'nhs-login-p9', 'nhs-cis2-aal2', 'nhs-cis2-aal3'] as const)(
  'a caller of %s may do behind one route what it may with a method for each, and the record says what it was',
  async (mode) => {
    const { one, whole } = await anAuthorizer();
    const headers =
      mode === 'app-level0' ? { apikey: 'app-1.secret' } : { Authorization: `Bearer ${await token(mode)}` };
    const policy = await whole('GET', '/wards-1/7', headers as Record<string, string>);
    for (const { method, path, access } of withHeads(operations)) {
      const called = valueFor(path);
      const answer = await one(method, called, headers as Record<string, string>);
      // What the pattern of a neighbour lets in, the relay refuses.
      const isMet = access.some((asked) => satisfies(mode, asked));
      const expected = access.length === 0 || (isMet && isLetIn(policy, method, called));
      expect([method, path, isLetIn(answer, method, called)]).toEqual([method, path, expected]);
      expect(answer.context).toMatchObject({ route: path });
      expect(answer.usageIdentifierKey).toBe(
        !expected ? undefined : access.length === 0 ? openUsageValue('abc123') : 'usage-1',
      );
    }
  },
);

test('nobody needs a credential for what is open, undeclared or answered by the platform, and none of it counts against an application', async () => {
  const { one } = await anAuthorizer();
  for (const [method, path, route] of [
    ['GET', '/wards-3', '/wards-3'],
    ['OPTIONS', '/wards-3/7', '/wards-3/{wardId}'],
    ['GET', '/nothing/9434765919', '/{proxy+}'],
    ['GET', '/_ping', '/_ping'],
  ] as const) {
    const answer = await one(method, path);
    expect(answer).toMatchObject({ context: { route }, usageIdentifierKey: openUsageValue('abc123') });
    expect(answer.context).not.toHaveProperty('applicationId');
    expect(isLetIn(answer, method, path)).toBe(true);
  }
});

test.each([
  ['no credential', {}],
  ['one that proves nothing', { Authorization: 'Bearer x.y.z' }],
  ['a key where a token is asked for', { apikey: 'app-1.secret' }],
])('%s is refused in the words of a missing credential, with the path template', async (_, headers) => {
  const answer = await (await anAuthorizer()).one('POST', '/wards-1', headers);
  expect(isLetIn(answer, 'POST', '/wards-1')).toBe(false);
  expect(answer.context).toEqual({ route: '/wards-1', diagnostics: 'Missing, invalid or expired credential' });
});

test('who proves itself and may not is told so, and named in the record', async () => {
  const headers = { Authorization: `Bearer ${await token('app-level3')}` };
  const diagnostics = 'The credential does not give access to this operation';
  const refused = await (await anAuthorizer()).one('PUT', '/wards-1/7', headers);
  expect(isLetIn(refused, 'PUT', '/wards-1/7')).toBe(false);
  expect(refused.context).toMatchObject({ route: '/wards-1/{wardId}', applicationId: 'app-1', diagnostics });
  const stranger = await (await anAuthorizer({ subscriptions: {} })).one('POST', '/wards-1', headers);
  expect(isLetIn(stranger, 'POST', '/wards-1')).toBe(false);
  expect(stranger.context).toMatchObject({ route: '/wards-1', diagnostics });
});

test.each([false, true])('only the monitoring key opens _status, also where all else is open: %s', async (open) => {
  const { one } = await anAuthorizer({}, open);
  const monitored = await one('GET', '/_status', { apikey: 'the-monitoring-key' });
  expect(isLetIn(monitored, 'GET', '/_status')).toBe(true);
  expect(monitored.usageIdentifierKey).toBe(openUsageValue('abc123'));
  for (const headers of [{}, { apikey: 'app-1.secret' }, { Authorization: `Bearer ${await token('app-level3')}` }]) {
    const answer = await one('GET', '/_status', headers as Record<string, string>);
    expect(isLetIn(answer, 'GET', '/_status')).toBe(false);
    expect(answer.context).toMatchObject({ route: '/_status' });
  }
});
