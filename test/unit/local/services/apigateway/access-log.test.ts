import { connect } from 'node:net';
import { anAllow, TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

const VARIABLES = [
  'requestId extendedRequestId requestTime requestTimeEpoch httpMethod resourcePath path status protocol',
  'responseLatency responseLength domainName stage apiId accountId identity.sourceIp identity.userAgent',
  'identity.apiKeyId authorizer.principalId authorizer.applicationId authorizer.missing authorizer.latency',
  'authorizer.status authorizer.error authorizer.integrationLatency authorizer.requestId authorize.status',
  'authorize.error authorize.latency integration.status integration.integrationStatus integration.latency',
  'integration.error integration.requestId integrationLatency integrationStatus error.message error.responseType',
  'wafResponseCode xrayTraceId tlsVersion cipherSuite customDomain.basePathMatched',
]
  .join(' ')
  .split(' ');
const Format = JSON.stringify(Object.fromEntries(VARIABLES.map((name) => [name, `$context.${name}`])));
const logged = {
  AccessLogSetting: { DestinationArn: 'arn:aws:firehose:eu-west-2:1:deliverystream/amazon-apigateway-x', Format },
};
const BY_TOKEN = { IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 60 };
const number = expect.stringMatching(/^\d+$/);

test('a call is described by its template, its caller and what became of it', async () => {
  const api = gateway.api({}, logged).mapped();
  api.guard('GET /Patient/{id}', BY_TOKEN, () => anAllow({ context: { applicationId: 'app-1' } }));
  await gateway.start();
  const response = await gateway.get('/base/Patient/9000000009?family=Smith', {
    Authorization: 'Bearer secret',
    'User-Agent': 'tester',
  });
  const body = await response.text();
  const log = await gateway.nextLog();
  expect(log).toMatchObject({
    requestId: response.headers.get('x-amzn-requestid'),
    extendedRequestId: response.headers.get('x-amz-apigw-id'),
    requestTime: '05/Jan/2026:09:00:00 +0000',
    requestTimeEpoch: String(gateway.time.getTime()),
    httpMethod: 'GET',
    resourcePath: '/Patient/{id}',
    path: '/base/Patient/9000000009',
    status: '200',
    protocol: 'HTTP/1.1',
    responseLength: String(body.length),
    responseLatency: number,
    domainName: 'api.test',
    stage: 'live',
    apiId: api.id,
    accountId: '123456789012',
    'identity.sourceIp': '127.0.0.1',
    'identity.userAgent': 'tester',
    'identity.apiKeyId': '-',
    'authorizer.principalId': 'app-1',
    'authorizer.applicationId': 'app-1',
    'authorizer.missing': '-',
    'authorizer.status': '200',
    'authorizer.error': '-',
    'authorizer.latency': number,
    'authorizer.integrationLatency': number,
    'authorizer.requestId': 'lambda-1',
    'authorize.status': '200',
    'integration.status': '200',
    'integration.integrationStatus': '200',
    'integration.latency': number,
    'integration.requestId': 'lambda-1',
    integrationLatency: number,
    'error.message': '-',
    'error.responseType': '-',
    wafResponseCode: '-',
    xrayTraceId: '-',
    tlsVersion: '-',
    cipherSuite: '-',
    'customDomain.basePathMatched': 'base',
  });
  expect(JSON.stringify(log)).not.toMatch(/Smith|secret/);
});

test('a result from the cache costs the authoriser nothing', async () => {
  gateway
    .api({}, logged)
    .mapped()
    .guard('GET /alpha', BY_TOKEN, () => anAllow());
  await gateway.start();
  await gateway.get('/base/alpha', { Authorization: 'a' });
  await gateway.nextLog();
  await gateway.get('/base/alpha', { Authorization: 'a' });
  expect(await gateway.nextLog()).toMatchObject({
    'authorizer.status': '200',
    'authorizer.integrationLatency': '0',
    'authorizer.requestId': '-',
  });
});

test.each([
  ['/base/nothing', {}, { status: '403', resourcePath: '-', 'error.responseType': 'MISSING_AUTHENTICATION_TOKEN' }],
  ['/base/alpha', {}, { status: '401', 'authorizer.status': '401', 'error.responseType': 'UNAUTHORIZED' }],
  [
    '/base/alpha',
    { Authorization: 'denied' },
    {
      status: '403',
      'authorizer.status': '200',
      'authorize.status': '403',
      'authorizer.principalId': 'app-1',
      'error.responseType': 'ACCESS_DENIED',
    },
  ],
  [
    '/base/alpha',
    { Authorization: 'broken' },
    {
      status: '500',
      'authorizer.status': '500',
      'integration.status': '-',
      'error.responseType': 'AUTHORIZER_CONFIGURATION_ERROR',
    },
  ],
  [
    '/base/fault',
    {},
    {
      status: '502',
      'integration.status': '-',
      'integration.integrationStatus': '200',
      'integration.error': 'The function failed',
      'error.message': 'Internal server error',
    },
  ],
])('%s %j ends in a line that says why', async (path, headers, expected) => {
  const api = gateway.api({}, logged).mapped();
  api.guard('GET /alpha', BY_TOKEN, (event: { headers: Record<string, string> }) =>
    event.headers.Authorization === 'denied' || event.headers.authorization === 'denied'
      ? anAllow({}, 'arn:none')
      : undefined,
  );
  api.answer('GET /fault', () => {
    throw new Error('Patient 9000000009');
  });
  await gateway.start();
  await gateway.get(path, headers);
  const log = await gateway.nextLog();
  expect(log).toMatchObject(expected);
  expect(JSON.stringify(log)).not.toContain('9000000009');
});

test('a client that leaves before the answer is logged', async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let answer = (_: unknown) => {};
  gateway
    .api({}, logged)
    .mapped()
    .answer('GET /alpha', () => {
      arrived();
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
  await gateway.start();
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write('GET /base/alpha HTTP/1.1\r\nHost: x\r\n\r\n');
  await arrival;
  socket.destroy();
  answer({ statusCode: 200, body: 'late' });
  expect(await gateway.nextLog()).toMatchObject({ status: '200', resourcePath: '/alpha' });
});

test('a client that leaves within its body is logged', async () => {
  gateway.api({}, logged).mapped().method('POST /alpha');
  await gateway.start();
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write('POST /base/alpha HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
  expect(await gateway.nextLog()).toMatchObject({ status: '400', resourcePath: '/alpha', 'integration.status': '-' });
  expect(gateway.invocations).toEqual([]);
});

test('a value cannot add a member to a line', async () => {
  gateway.api({}, logged).mapped().method('GET /alpha');
  await gateway.start();
  await gateway.get('/base/alpha', { 'User-Agent': 'a","status":"599","b":"$context.accountId' });
  expect(await gateway.nextLog()).toMatchObject({
    status: '200',
    'identity.userAgent': 'a","status":"599","b":"$context.accountId',
  });
});
