import { TestGateway } from './a-gateway';

const gateway = new TestGateway();
const templateOf = async (path: string, method = 'GET') => {
  const response = await fetch(`${gateway.url}/base${path}`, { method });
  return response.ok ? ((await response.json()) as { resource: string }).resource : response.status;
};

beforeAll(() => {
  gateway
    .api()
    .mapped()
    .method('GET /')
    .method('GET /Patient')
    .method('GET /Patient/{id}')
    .method('GET /Patient/me')
    .method('GET /Patient/{id}/RelatedPerson/{relation}')
    .method('POST /Patient/{id}')
    .method('GET /files/{path+}')
    .method('ANY /{proxy+}');
  return gateway.start();
});
afterAll(() => gateway.stop());

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
test.each([
  ['/', '/'],
  ['', '/'],
  ['/Patient', '/Patient'],
  ['/Patient/9000000009', '/Patient/{id}'],
  ['/Patient/me', '/Patient/me'],
  ['/Patient/9000000009/RelatedPerson/A1', '/Patient/{id}/RelatedPerson/{relation}'],
  ['/Patient/me/RelatedPerson/A1', '/Patient/{id}/RelatedPerson/{relation}'],
  ['/Patient/9000000009/unknown', '/{proxy+}'],
  ['/files/a/b.txt', '/files/{path+}'],
  ['/files', '/{proxy+}'],
  ['/patient', '/{proxy+}'],
  ['/Patient/', '/Patient'],
  ['//Patient', '/{proxy+}'],
])('the most specific resource answers %s', async (path, template) => {
  expect(await templateOf(path)).toBe(template);
});

// Seen of AWS by LocalStack's validated tests (localstack/localstack#9208).
test('a resource without the method does not hide the catch-all', async () => {
  expect(await templateOf('/Patient/9000000009', 'POST')).toBe('/Patient/{id}');
  expect(await templateOf('/Patient/9000000009', 'DELETE')).toBe('/{proxy+}');
});

test('path parameters arrive decoded, greedy ones whole; the path itself as it was sent', async () => {
  const patient = await gateway.event('/base/Patient/a%20b%2Fc');
  expect(patient.pathParameters).toEqual({ id: 'a b/c' });
  expect(patient.path).toBe('/base/Patient/a%20b%2Fc');
  expect((await gateway.event('/base/files/a/b%20c')).pathParameters).toEqual({ path: 'a/b c' });
});

test('a path that is not properly percent-encoded is a bad request', async () => {
  expect(await templateOf('/Patient/%zz')).toBe(400);
});

test('where nothing matches the answer is that a token is missing', async () => {
  const strict = new TestGateway();
  strict.api().mapped().method('GET /Patient');
  await strict.start();
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['POST', '/Patient'],
  ]) {
    const response = await fetch(`${strict.url}/base${path}`, { method: method ?? '' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
  }
  await strict.stop();
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
test('X-HTTP-Method-Override decides the method, and is not passed on', async () => {
  const event = await gateway.event('/base/Patient/1', { headers: { 'X-HTTP-Method-Override': 'POST' } });
  expect(event.httpMethod).toBe('POST');
  expect(Object.keys(event.headers)).not.toContain('x-http-method-override');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
describe('base paths of a custom domain', () => {
  const domain = new TestGateway();
  const basePathOf = async (path: string) => {
    const response = await fetch(`${domain.url}${path}`);
    return response.ok ? (await response.text()).split(' ') : [response.status, await response.text()];
  };

  beforeAll(() => {
    for (const base of ['orders', 'orders/v2', 'orders/v2/items']) {
      domain
        .api()
        .mapped(base)
        .answer('ANY /{proxy+}', (event: { pathParameters: { proxy: string } }) => ({
          body: `${base} ${event.pathParameters.proxy}`,
        }))
        .answer('GET /', () => ({ body: `${base} -` }));
    }
    return domain.start();
  });
  afterAll(() => domain.stop());

  test('the longest one wins, on whole segments', async () => {
    expect(await basePathOf('/orders')).toEqual(['orders', '-']);
    expect(await basePathOf('/orders/v2x/7')).toEqual(['orders', 'v2x/7']);
    expect(await basePathOf('/orders/v2/7')).toEqual(['orders/v2', '7']);
    expect(await basePathOf('/orders/v2/items/7')).toEqual(['orders/v2/items', '7']);
  });

  test.each(['/', '/order', '/Orders/1', '/nowhere'])('without a mapping %s is forbidden', async (path) => {
    expect(await basePathOf(path)).toEqual([403, '{"message":"Forbidden"}']);
  });

  test('a base path serves one API only', () => {
    expect(() => domain.api().mapped('orders')).toThrow('base path /orders of api.test is already taken');
  });
});

describe('a deployment', () => {
  const deployed = new TestGateway();
  const statuses = () =>
    Promise.all(['/base/old', '/base/new'].map(async (path) => (await fetch(`${deployed.url}${path}`)).status));

  beforeAll(() => deployed.start());
  afterAll(() => deployed.stop());

  test('is what a stage answers by until the next one, whatever becomes of methods', async () => {
    const api = deployed.api().mapped().method('GET /old');
    const first = api.add('Deployment', {});
    api.add('Stage', { StageName: api.stage, DeploymentId: first.ref });
    api.method('GET /new');
    expect(await statuses()).toEqual([200, 403]);
    api.add('Stage', { StageName: api.stage, DeploymentId: api.add('Deployment', {}).ref });
    expect(await statuses()).toEqual([200, 200]);
    api.add('Stage', { StageName: api.stage, DeploymentId: first.ref });
    expect(await statuses()).toEqual([200, 403]);
  });
});
