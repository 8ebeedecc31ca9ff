import { anAllow, TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

const BY_TOKEN = { IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 60 };
const asked = () => gateway.invocations.filter(({ functionArn }) => functionArn.includes(':authorizer-')).length;
const statusOf = async (path: string, headers?: Record<string, string>) => (await gateway.get(path, headers)).status;

test('a missing or blank identity source is unauthorised without asking the function', async () => {
  gateway
    .api()
    .mapped()
    .guard(
      'GET /alpha',
      { IdentitySource: 'method.request.header.Authorization,method.request.querystring.tenant' },
      () => anAllow(),
    );
  await gateway.start();
  const answers = await Promise.all([
    statusOf('/base/alpha?tenant=a'),
    statusOf('/base/alpha', { Authorization: 'x' }),
    statusOf('/base/alpha?tenant=', { Authorization: 'x' }),
    statusOf('/base/alpha?tenant=a', { Authorization: ' ' }),
  ]);
  expect(answers).toEqual([401, 401, 401, 401]);
  expect(asked()).toBe(0);
  expect(await statusOf('/base/alpha?tenant=a', { Authorization: 'x' })).toBe(200);
});

test('stage variables and $context can be identity sources', async () => {
  gateway
    .api({}, { Variables: { api: 'hello' } })
    .mapped()
    .guard('GET /alpha', { IdentitySource: 'stageVariables.api, context.identity.sourceIp' }, () => anAllow());
  await gateway.start();
  expect(await statusOf('/base/alpha')).toBe(200);
});

test('a result is asked for once per identity, until its time is over', async () => {
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => anAllow());
  await gateway.start();
  await gateway.get('/base/alpha', { Authorization: 'a' });
  await gateway.get('/base/alpha', { Authorization: 'a' });
  expect(asked()).toBe(1);
  await gateway.get('/base/alpha', { Authorization: 'b' });
  expect(asked()).toBe(2);
  gateway.time = new Date(gateway.time.getTime() + 60_000);
  await gateway.get('/base/alpha', { Authorization: 'a' });
  expect(asked()).toBe(3);
});

test('the policy is kept and judged for each method, not the verdict', async () => {
  const api = gateway.api().mapped();
  const AuthorizerId = api.authorizer(BY_TOKEN, () => anAllow({}, `arn:aws:execute-api:*:*:${api.id}/live/GET/alpha`));
  for (const path of ['/alpha', '/beta']) api.method(`GET ${path}`, { AuthorizationType: 'CUSTOM', AuthorizerId });
  await gateway.start();
  expect(await statusOf('/base/beta', { Authorization: 'a' })).toBe(403);
  expect(await statusOf('/base/alpha', { Authorization: 'a' })).toBe(200);
  expect(await statusOf('/base/beta', { Authorization: 'a' })).toBe(403);
  expect(asked()).toBe(1);
});

test('values cannot be shifted from one identity source to another', async () => {
  gateway
    .api()
    .mapped()
    .guard(
      'GET /alpha',
      { IdentitySource: 'method.request.header.a,method.request.header.b' },
      (event: { headers: Record<string, string> }) => (event.headers.a === 'x' ? anAllow() : anAllow({}, 'arn:none')),
    );
  await gateway.start();
  expect(await statusOf('/base/alpha', { a: 'x', b: 'y' })).toBe(200);
  expect(await statusOf('/base/alpha', { a: 'y', b: 'x' })).toBe(403);
  expect(await statusOf('/base/alpha', { a: 'x","y', b: 'z' })).toBe(403);
});

test('without a time to live every call is asked for, also without identity source', async () => {
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', { AuthorizerResultTtlInSeconds: 0 }, (event: { headers: Record<string, string> }) =>
      event.headers.key === 'right' ? anAllow() : anAllow({}, 'arn:none'),
    );
  await gateway.start();
  expect(await statusOf('/base/alpha', { key: 'right' })).toBe(200);
  expect(await statusOf('/base/alpha')).toBe(403);
  expect(asked()).toBe(2);
});

test('a cached result without an identity source is refused when provisioned', () => {
  expect(() => gateway.api().guard('GET /alpha', { AuthorizerResultTtlInSeconds: 60 }, () => anAllow())).toThrow(
    'needs an identity source',
  );
});

test.each([
  ['Unauthorized is thrown', 'Unauthorized', 401, 'UnauthorizedException', 'Unauthorized'],
  ['something else is thrown', 'TypeError: x', 500, 'AuthorizerConfigurationException', null],
])('where %s, the answer is not kept', async (_, message, status, type, text) => {
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => {
      throw new Error(message);
    });
  await gateway.start();
  const response = await gateway.get('/base/alpha', { Authorization: 'a' });
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, type]);
  expect(await response.json()).toEqual({ message: text });
  await gateway.get('/base/alpha', { Authorization: 'a' });
  expect(asked()).toBe(2);
});

test.each([
  ['no policy', { principalId: 'a' }],
  ['no principal', { ...anAllow(), principalId: '' }],
  ['an object in the context', anAllow({ context: { roles: { a: 1 } } })],
  ['an array in the context', anAllow({ context: { roles: ['a'] } })],
  [
    'an effect that is none',
    { principalId: 'a', policyDocument: { Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] } },
  ],
  ['a resource of more than 512 characters', anAllow({}, `arn:${'a'.repeat(510)}`)],
  ['isAuthorized, which is an HTTP API answer', { isAuthorized: 'true' }],
  ['nothing', null],
])('an authoriser that answers %s is misconfigured, and asked again', async (_, output) => {
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => output);
  await gateway.start();
  expect(await statusOf('/base/alpha', { Authorization: 'a' })).toBe(500);
  expect(await statusOf('/base/alpha', { Authorization: 'a' })).toBe(500);
  expect(asked()).toBe(2);
});

test('an authoriser that times out, or may not be invoked, admits nobody', async () => {
  gateway
    .api()
    .mapped()
    .guard('GET /slow', BY_TOKEN, () => 'times out')
    .guard(
      'GET /closed',
      {
        ...BY_TOKEN,
        AuthorizerUri:
          'arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:1:function:none/invocations',
      },
      () => anAllow(),
    );
  await gateway.start();
  expect(await statusOf('/base/slow', { Authorization: 'a' })).toBe(500);
  expect(await statusOf('/base/closed', { Authorization: 'a' })).toBe(500);
  expect(gateway.warnings).toEqual([
    expect.stringContaining('API Gateway could not invoke arn:aws:lambda:eu-west-2:1:function:none'),
  ]);
});

test('an explicit Deny wins over an Allow', async () => {
  const grant = anAllow();
  const Deny = { Effect: 'Deny', Action: 'execute-api:*', Resource: '*/GET/alpha' };
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => ({
      ...grant,
      policyDocument: { Statement: [...grant.policyDocument.Statement, Deny] },
    }));
  await gateway.start();
  const response = await gateway.get('/base/alpha', { Authorization: 'a' });
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({
    message: 'User is not authorized to access this resource with an explicit deny',
  });
});

test('context values reach the function as strings, beside the principal', async () => {
  gateway
    .api()
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => anAllow({ context: { level: 3, active: true, none: null } }));
  await gateway.start();
  const event = await gateway.event('/base/alpha', { headers: { Authorization: 'a' } });
  expect(event.requestContext.authorizer).toMatchObject({ level: '3', active: 'true', principalId: 'app-1' });
  expect(event.requestContext.authorizer).not.toHaveProperty('none');
});

test('a method ARN of more than 1,600 bytes is too long', async () => {
  gateway
    .api()
    .mapped()
    .guard('GET /{id}', BY_TOKEN, () => anAllow());
  await gateway.start();
  expect(await statusOf(`/base/${'a'.repeat(1_600)}`, { Authorization: 'a' })).toBe(414);
  expect(asked()).toBe(0);
});

test('a TOKEN authoriser is asked only for tokens that fit its expression', async () => {
  gateway
    .api()
    .mapped()
    .guard(
      'GET /alpha',
      { Type: 'TOKEN', ...BY_TOKEN, IdentityValidationExpression: 'Bearer [a-z]+' },
      (event: { authorizationToken: string }) => anAllow({ context: { token: event.authorizationToken } }),
    );
  await gateway.start();
  expect(await statusOf('/base/alpha', { Authorization: 'Bearer 12' })).toBe(401);
  expect(asked()).toBe(0);
  expect(await statusOf('/base/alpha', { Authorization: 'Bearer ab' })).toBe(200);
});

test('a REQUEST authoriser sees the request without its body', async () => {
  const api = gateway.api({}, { Variables: { api: 'hello' } }).mapped();
  api.guard('POST /Patient/{id}', BY_TOKEN, () => anAllow());
  await gateway.start();
  await fetch(`${gateway.url}/base/Patient/7?a=1&a=2`, {
    method: 'POST',
    body: 'secret',
    headers: { Authorization: 'a' },
  });
  const [asking] = gateway.invocations;
  expect(asking?.sourceArn).toMatch(
    new RegExp(`^arn:aws:execute-api:eu-west-2:123456789012:${api.id}/authorizers/\\w{10}$`),
  );
  expect(asking?.payload).toMatchObject({
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:eu-west-2:123456789012:${api.id}/live/POST/Patient/7`,
    resource: '/Patient/{id}',
    path: '/base/Patient/7',
    httpMethod: 'POST',
    pathParameters: { id: '7' },
    queryStringParameters: { a: '2' },
    multiValueQueryStringParameters: { a: ['1', '2'] },
    stageVariables: { api: 'hello' },
    requestContext: { apiId: api.id, stage: 'live', identity: { sourceIp: '127.0.0.1' } },
  });
  expect(asking?.payload).not.toHaveProperty('body');
});

test('a method with an authorisation this gateway does not run admits nobody and is warned of', async () => {
  gateway.api().mapped().method('GET /iam', { AuthorizationType: 'AWS_IAM' });
  await gateway.start();
  expect(await statusOf('/base/iam')).toBe(403);
  expect(gateway.warnings).toEqual([expect.stringContaining('AWS_IAM')]);
});
