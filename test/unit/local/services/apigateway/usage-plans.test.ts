import { anAllow, type TestApi, TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

const KEY = 'usage-key-of-application-1';
const addKey = (Value: string, plan: string) => {
  const key = gateway.provision('AWS::ApiGateway::ApiKey', { Enabled: true, Value });
  gateway.provision('AWS::ApiGateway::UsagePlanKey', { KeyId: key.ref, KeyType: 'API_KEY', UsagePlanId: plan });
  return key.ref;
};
const addPlan = (api: TestApi, limits: Record<string, unknown>, methods?: Record<string, unknown>) =>
  gateway.provision('AWS::ApiGateway::UsagePlan', {
    ApiStages: [{ ApiId: api.id, Stage: api.stage, ...(methods && { Throttle: methods }) }],
    ...limits,
  }).ref;
/** A method whose authoriser names as usage key whatever the header `application` says. */
const keyedApi = () => {
  const api = gateway.api({ ApiKeySourceType: 'AUTHORIZER' }).mapped();
  const AuthorizerId = api.authorizer(
    { AuthorizerResultTtlInSeconds: 0 },
    (event: { headers: Record<string, string> }) => anAllow({ usageIdentifierKey: event.headers.application }),
  );
  const guarded = { AuthorizationType: 'CUSTOM', AuthorizerId, ApiKeyRequired: true };
  return api.method('GET /alpha', guarded).method('GET /beta', guarded);
};
const call = async (path: string, application = KEY) => (await gateway.get(`/base${path}`, { application })).status;
const calls = async (times: number, path = '/alpha', application = KEY) => {
  const statuses: number[] = [];
  for (let turn = 0; turn < times; turn++) statuses.push(await call(path, application));
  return statuses;
};
const pass = (millis: number) => {
  gateway.time = new Date(gateway.time.getTime() + millis);
};

test('only a key of a plan for this stage is valid', async () => {
  const api = keyedApi();
  const other = gateway.api().mapped('other');
  addKey(KEY, addPlan(api, {}));
  addKey('usage-key-of-another-api', addPlan(other, {}));
  gateway.provision('AWS::ApiGateway::ApiKey', { Enabled: true, Value: 'usage-key-without-a-plan' });
  await gateway.start();
  expect(await call('/alpha')).toBe(200);
  for (const key of ['usage-key-of-another-api', 'usage-key-without-a-plan', 'unknown', '']) {
    const response = await gateway.get('/base/alpha', key ? { application: key } : {});
    expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  }
});

test('the function learns the key, and a key that the client sends moves nothing', async () => {
  const plan = addPlan(keyedApi(), { Throttle: { RateLimit: 1, BurstLimit: 1 } });
  const id = addKey(KEY, plan);
  addKey('usage-key-of-application-2', plan);
  await gateway.start();
  const headers = { application: KEY, 'x-api-key': 'usage-key-of-application-2' };
  const event = await gateway.event('/base/alpha', { headers });
  expect(event.requestContext.identity).toMatchObject({ apiKey: KEY, apiKeyId: id });
  expect((await gateway.get('/base/alpha', headers)).status).toBe(429);
  expect(await call('/alpha', 'usage-key-of-application-2')).toBe(200);
});

test('without an authoriser the key is the x-api-key header', async () => {
  const api = gateway.api().mapped().method('GET /alpha', { ApiKeyRequired: true });
  addKey(KEY, addPlan(api, {}));
  await gateway.start();
  expect((await gateway.get('/base/alpha', { 'x-api-key': KEY })).status).toBe(200);
  expect((await gateway.get('/base/alpha')).status).toBe(403);
});

test('a key may burst and is then held to the rate', async () => {
  addKey(KEY, addPlan(keyedApi(), { Throttle: { RateLimit: 2, BurstLimit: 3 } }));
  await gateway.start();
  expect(await calls(4)).toEqual([200, 200, 200, 429]);
  pass(500);
  expect(await calls(2)).toEqual([200, 429]);
  pass(60_000);
  expect(await calls(4)).toEqual([200, 200, 200, 429]);
});

test('a method of the plan can have limits of its own', async () => {
  addKey(
    KEY,
    addPlan(
      keyedApi(),
      { Throttle: { RateLimit: 100, BurstLimit: 100 } },
      { '/beta/GET': { RateLimit: 1, BurstLimit: 1 } },
    ),
  );
  await gateway.start();
  expect(await calls(2, '/beta')).toEqual([200, 429]);
  expect(await calls(2, '/alpha')).toEqual([200, 200]);
});

test.each([
  ['DAY', '2026-01-05T23:59:59Z', '2026-01-06T00:00:00Z'],
  ['WEEK', '2026-01-11T23:59:59Z', '2026-01-12T00:00:00Z'],
  ['MONTH', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z'],
])('a quota per %s is used up until the next one begins', async (Period, last, next) => {
  addKey(KEY, addPlan(keyedApi(), { Quota: { Limit: 2, Period } }));
  await gateway.start();
  expect(await calls(3)).toEqual([200, 200, 429]);
  gateway.time = new Date(last);
  expect(await call('/alpha')).toBe(429);
  gateway.time = new Date(next);
  expect(await call('/alpha')).toBe(200);
});

test('over the quota the answer says so', async () => {
  addKey(KEY, addPlan(keyedApi(), { Quota: { Limit: 0, Period: 'DAY' } }));
  await gateway.start();
  const response = await gateway.get('/base/alpha', { application: KEY });
  expect([response.headers.get('x-amzn-errortype'), await response.json()]).toEqual([
    'LimitExceededException',
    { message: 'Limit Exceeded' },
  ]);
});

test('use is remembered over a restart', async () => {
  const provision = () => addKey(KEY, addPlan(keyedApi(), { Quota: { Limit: 2, Period: 'DAY' } }));
  provision();
  await gateway.start();
  expect(await calls(2)).toEqual([200, 200]);
  await gateway.stop();
  gateway = new TestGateway(gateway.stored);
  provision();
  await gateway.start();
  expect(await call('/alpha')).toBe(429);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
test('a stage throttles each of its methods, keys or not', async () => {
  const MethodSettings = [
    { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
    { HttpMethod: 'GET', ResourcePath: '/~1beta', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
  ];
  gateway.api({}, { MethodSettings }).mapped().method('GET /alpha').method('GET /beta');
  await gateway.start();
  expect(await calls(3, '/alpha')).toEqual([200, 200, 429]);
  expect(await calls(2, '/beta')).toEqual([200, 429]);
});
