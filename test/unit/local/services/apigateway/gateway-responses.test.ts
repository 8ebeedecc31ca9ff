import { anAllow, TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

const OUTCOME = {
  ResponseTemplates: {
    'application/fhir+json':
      '{"resourceType":"OperationOutcome","id":"$context.requestId","text":$context.error.messageString,"type":"$context.error.responseType"}',
  },
  ResponseParameters: {
    'gatewayresponse.header.X-Request-ID': 'context.requestId',
    'gatewayresponse.header.X-Correlation-ID': 'method.request.header.X-Correlation-ID',
    'gatewayresponse.header.X-Api': 'stageVariables.api',
    'gatewayresponse.header.WWW-Authenticate': '\'Bearer realm="x"\'',
  },
};

test('a configured response has its status, headers and template', async () => {
  const api = gateway.api({}, { Variables: { api: 'hello' } }).mapped();
  api.add('GatewayResponse', { ResponseType: 'MISSING_AUTHENTICATION_TOKEN', StatusCode: '404', ...OUTCOME });
  await gateway.start();
  const response = await gateway.get('/base/nothing', { 'X-Correlation-ID': 'c-1' });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/fhir+json');
  expect(response.headers.get('x-correlation-id')).toBe('c-1');
  expect(response.headers.get('x-api')).toBe('hello');
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="x"');
  const requestId = response.headers.get('x-amzn-requestid');
  expect(response.headers.get('x-request-id')).toBe(requestId);
  expect(await response.json()).toEqual({
    resourceType: 'OperationOutcome',
    id: requestId,
    text: 'Missing Authentication Token',
    type: 'MISSING_AUTHENTICATION_TOKEN',
  });
});

test('a header whose source is missing is left out', async () => {
  gateway
    .api()
    .mapped()
    .add('GatewayResponse', { ResponseType: 'DEFAULT_4XX', ...OUTCOME });
  await gateway.start();
  const response = await gateway.get('/base/nothing');
  expect(response.headers.has('x-correlation-id')).toBe(false);
  expect(response.headers.has('x-api')).toBe(false);
});

test('a type without its own response takes the default of its class, with its own status unless one is set', async () => {
  const api = gateway.api().mapped();
  const fault = () => {
    throw new Error('x');
  };
  api.answer('GET /fault', fault);
  api.add('GatewayResponse', {
    ResponseType: 'DEFAULT_4XX',
    StatusCode: 418,
    ResponseTemplates: { 'text/plain': 'four' },
  });
  api.add('GatewayResponse', { ResponseType: 'DEFAULT_5XX', ResponseTemplates: { 'text/plain': 'five' } });
  await gateway.start();
  const [four, five] = [await gateway.get('/base/nothing'), await gateway.get('/base/fault')];
  expect([four.status, await four.text()]).toEqual([418, 'four']);
  expect([five.status, await five.text()]).toEqual([502, 'five']);
});

test('a refusal can show what the authoriser said, and a caller cannot add to the body', async () => {
  const api = gateway.api().mapped();
  api.guard('GET /alpha', { AuthorizerResultTtlInSeconds: 0 }, () =>
    anAllow({ context: { reason: 'not "subscribed"' } }, 'arn:none'),
  );
  api.add('GatewayResponse', {
    ResponseType: 'ACCESS_DENIED',
    StatusCode: 401,
    ResponseTemplates: {
      'application/json':
        '{"reason":"$context.authorizer.reason","id":"$method.request.header.id","none":"$context.authorizer.none"}',
    },
  });
  await gateway.start();
  const response = await gateway.get('/base/alpha', { id: '","admin":"$context.accountId' });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ reason: 'not "subscribed"', id: '","admin":"$context.accountId', none: '' });
});

test('the template is chosen by what the client accepts', async () => {
  gateway
    .api()
    .mapped()
    .add('GatewayResponse', {
      ResponseType: 'DEFAULT_4XX',
      ResponseTemplates: { 'application/json': '{}', 'application/xml': '<a/>' },
    });
  await gateway.start();
  expect(await (await gateway.get('/base/x', { Accept: 'text/html, application/xml;q=0.9' })).text()).toBe('<a/>');
  expect(await (await gateway.get('/base/x', { Accept: 'text/html' })).text()).toBe('{}');
});
