import { customResource } from '../../../adapters/aws/custom-resource';
import { Failure } from '../../../domain/failure';
import { aTargetServer, type TargetServer } from '../relay/a-target-server';

let cloudFormation: TargetServer;
beforeAll(async () => {
  cloudFormation = await aTargetServer();
});
afterAll(() => cloudFormation.close());
afterEach(() => jest.restoreAllMocks());

const event = (overrides = {}) => ({
  RequestType: 'Create',
  ResponseURL: `${cloudFormation.url}/answer?signature=a%2Bb`,
  StackId: 'stack-1',
  RequestId: 'request-1',
  LogicalResourceId: 'Registration',
  ResourceType: 'Custom::ApiRegistration',
  ResourceProperties: { Api: 'wards' },
  ...overrides,
});

const told = () => JSON.parse(cloudFormation.last()?.body.toString() ?? '');

test('CloudFormation is told of success, with the data that templates read', async () => {
  await customResource(async ({ ResourceProperties }) => ({
    physicalId: 'p-1',
    data: { Api: String(ResourceProperties.Api) },
  }))(event());
  expect(cloudFormation.last()).toMatchObject({ method: 'PUT', url: '/answer?signature=a%2Bb' });
  expect(cloudFormation.last()?.headers['content-type']).toBe('');
  expect(told()).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'p-1',
    StackId: 'stack-1',
    RequestId: 'request-1',
    LogicalResourceId: 'Registration',
    Data: { Api: 'wards' },
  });
});

test('a Failure reaches whoever deploys, in its words, and the resource keeps its id', async () => {
  const refuse = customResource(async () => {
    throw new Failure('governance', `no legal basis ${'x'.repeat(9_000)}`);
  });
  await refuse(event({ RequestType: 'Update', PhysicalResourceId: 'p-1' }));
  expect(told()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'p-1' });
  expect(told().Reason).toMatch(/^no legal basis/);
  expect(cloudFormation.last()?.body.length).toBeLessThanOrEqual(4096);
});

test('a fault is told without its cause', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await customResource(async () => {
    throw new TypeError('password is hunter2');
  })(event());
  expect(told()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'request-1' });
  expect(told().Reason).not.toContain('hunter2');
});

test('an answer that does not arrive at first is sent again', async () => {
  let turns = 0;
  cloudFormation.answerWith((_, response) => {
    turns += 1;
    response.statusCode = turns === 1 ? 503 : 200;
    response.end();
  });
  await customResource(async () => ({ physicalId: 'p-2' }))(event());
  expect(turns).toBe(2);
  cloudFormation.answerWell();
});

test('an address that is no http URL is never written to', async () => {
  const handler = customResource(async () => ({ physicalId: 'p' }));
  await expect(handler(event({ ResponseURL: 'file:///etc/passwd' }))).rejects.toThrow();
});
