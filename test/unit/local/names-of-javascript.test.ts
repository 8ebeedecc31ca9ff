import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { evaluateCondition } from '../../../local/cloud/iam/condition';
import { eventPattern, matchesEventPattern } from '../../../local/services/events/matches-pattern';
import { scratchFolder, startTestCloud, type TestCloud, writeAssembly } from './an-assembly';
import { anAllow, type ProxyEvent, TestGateway } from './services/apigateway/a-gateway';

const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];
const folder = scratchFolder();
let cloud: TestCloud;

const value = (Name: string, Value: unknown) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value },
});
const stack = {
  name: 'test-Names',
  resources: {
    // Logical ids are letters and digits, so these four are good ones.
    constructor: value('/names/constructor', 'one'),
    toString: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'store' } },
    valueOf: value('/names/valueOf', { 'Fn::Sub': ['$', '{constructor}'].join('') }),
    hasOwnProperty: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        KeySchema: [{ AttributeName: 'constructor', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'constructor', AttributeType: 'S' }],
      },
    },
  },
  outputs: { constructor: { Value: { Ref: 'toString' } } },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settings = () => ({ region: 'eu-west-2', endpoint: cloud.url, credentials: cloud.accessKey() });

test('are logical ids like any other', () => {
  expect(cloud.services.ssm.parameters.get('/names/valueOf')).toBe('/names/constructor');
});

test.each(names)('%s is no intrinsic function, no condition operator and no field of an event', async (name) => {
  const resources = { One: value('/one', { [name]: ['x'] }) };
  const other = await startTestCloud(scratchFolder());
  await expect(other.deploy(writeAssembly(join(folder, 'other'), [{ name: 'a-Stack', resources }]))).rejects.toThrow(
    /One/,
  );
  await other.stop();
  expect(evaluateCondition({ [name]: { 'aws:SourceArn': ['x'] } }, { 'aws:SourceArn': 'x' })).toBe('unknown');
  expect(evaluateCondition({ StringLike: { [name]: ['*'] } }, {})).toBe('not-met');
  const pattern = eventPattern.parse(JSON.parse(`{"${name}":[{"exists":true}]}`));
  expect(matchesEventPattern(pattern, {})).toBe(name === '__proto__');
});

test('are names of parameters, keys of objects and attributes of items', async () => {
  const ssm = new SSMClient(settings());
  const s3 = new S3Client({ ...settings(), forcePathStyle: true });
  const dynamo = new DynamoDBClient(settings());
  for (const name of names) {
    await ssm.send(new PutParameterCommand({ Name: `/kept/${name}`, Value: name }));
    await s3.send(new PutObjectCommand({ Bucket: 'store', Key: `${name}/${name}`, Body: name }));
    const Item = {
      constructor: { S: name },
      ...Object.fromEntries(names.slice(1, 4).map((one) => [one, { S: name }])),
    };
    await dynamo.send(new PutItemCommand({ TableName: 'things', Item }));
    const found = await dynamo.send(new GetItemCommand({ TableName: 'things', Key: { constructor: { S: name } } }));
    expect(found.Item).toEqual(Item);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'store', Key: `${name}/${name}` }));
    expect(await Body?.transformToString()).toBe(name);
  }
  const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: '/kept' }));
  expect(Parameters?.map(({ Value }) => Value)).toEqual([...names].sort());
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'store' }));
  expect(Contents).toHaveLength(names.length);
});

describe('at the gateway', () => {
  const gateway = new TestGateway();
  beforeAll(() => {
    gateway
      .api({}, { Variables: { one: '1' } })
      .mapped()
      .method('GET /echo')
      .method('GET /by/{constructor}/{__proto__}')
      .guard('GET /guarded', { IdentitySource: 'method.request.header.toString' }, () => anAllow());
    return gateway.start();
  });
  afterAll(() => gateway.stop());

  /** The event of a request with a header that `fetch` may not send. */
  const sent = (path: string, headers: string[]) =>
    new Promise<ProxyEvent>((resolve, reject) => {
      const { host } = new URL(gateway.url);
      request(`${gateway.url}${path}`, { headers: ['Host', host, ...headers] }, (answer) =>
        resolve(json(answer) as never),
      )
        .on('error', reject)
        .end();
    });

  test.each(names)('%s is a header, a query parameter and a path parameter like any other', async (name) => {
    const event = await sent(`/base/echo?${name}=2`, [name, '1']);
    expect(Object.getOwnPropertyDescriptor(event.headers, name)?.value).toBe('1');
    expect(Object.getOwnPropertyDescriptor(event.multiValueQueryStringParameters, name)?.value).toEqual(['2']);
    const { pathParameters } = await gateway.event(`/base/by/${name}/x`);
    expect(Object.entries(pathParameters ?? {})).toEqual([
      ['constructor', name],
      ['__proto__', 'x'],
    ]);
  });

  test.each(names)('no key, plan or use is called %s', async (name) => {
    const ask = (method: string, path: string) =>
      gateway.gateway.controlPlane({ method, path, query: new URLSearchParams(), body: '{}' });
    for (const [method, path] of [
      ['GET', `/apikeys/${name}`],
      ['DELETE', `/apikeys/${name}`],
      ['GET', `/usageplans/${name}`],
      ['GET', `/usageplans/${name}/keys`],
      ['GET', `/usageplans/${name}/keys/${name}`],
      ['PATCH', `/usageplans/${name}`],
    ] as const) {
      expect((await ask(method, path)).status).toBe(404);
    }
  });

  test.each(names)('%s as a credential is asked about like any other', async (name) => {
    expect((await gateway.get('/base/guarded', { tostring: name })).status).toBe(200);
  });
});
