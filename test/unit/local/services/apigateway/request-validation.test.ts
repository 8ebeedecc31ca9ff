import { TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
const gateway = new TestGateway();
beforeAll(() => {
  const api = gateway.api().mapped();
  const validator = api.add('RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: 'true' });
  const model = api.add('Model', {
    Name: 'Measurement',
    ContentType: 'application/json',
    Schema: {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      required: ['height'],
      properties: { height: { type: 'number' } },
    },
  });
  api.method('POST /measure', {
    RequestValidatorId: validator.ref,
    RequestParameters: {
      'method.request.header.X-Unit': true,
      'method.request.querystring.on': true,
      'method.request.header.X-Other': false,
    },
    RequestModels: { 'application/json': model.ref },
  });
  api.answer('GET /mock', () => undefined, {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{"statusCode": 200}' },
    IntegrationResponses: [
      {
        StatusCode: '200',
        ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        ResponseTemplates: { 'application/json': '{"stage":"$context.stage"}' },
      },
    ],
  });
  return gateway.start();
});
afterAll(() => gateway.stop());

const send = async (query: string, headers: Record<string, string>, body: string) => {
  const response = await fetch(`${gateway.url}/base/measure${query}`, { method: 'POST', headers, body });
  return [response.status, response.ok || ((await response.json()) as { message: string }).message];
};

test('required parameters must be there and not blank', async () => {
  expect(await send('', {}, '{"height":1}')).toEqual([400, 'Missing required request parameters: [X-Unit, on]']);
  expect(await send('?on=', { 'X-Unit': 'cm' }, '{"height":1}')).toEqual([
    400,
    'Missing required request parameters: [on]',
  ]);
});

test.each(['{"height":"tall"}', '{}', 'not json', ''])('the body %j does not fit its model', async (body) => {
  const headers = { 'X-Unit': 'cm', 'Content-Type': 'application/json' };
  expect(await send('?on=1', headers, body)).toEqual([400, 'Invalid request body']);
});

test('what fits passes, and so does a type without a model', async () => {
  expect(
    await send('?on=1', { 'X-Unit': 'cm', 'Content-Type': 'application/json; charset=utf-8' }, '{"height":1}'),
  ).toEqual([200, true]);
  expect(await send('?on=1', { 'X-Unit': 'cm', 'Content-Type': 'text/plain' }, 'x')).toEqual([200, true]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
test('a mock answers from its templates', async () => {
  const response = await gateway.get('/base/mock');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toEqual({ stage: 'live' });
});
