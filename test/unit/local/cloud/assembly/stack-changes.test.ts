import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

/** A provider that keeps what it was told; "refused" is refused, and a changed "id" gives another physical id. */
const recorder = `
const seen = [];
exports.handler = async (event) => {
  if (event.take) return seen.splice(0);
  const { RequestType, RequestId, LogicalResourceId, ResourceProperties: now, OldResourceProperties: old, PhysicalResourceId } = event;
  seen.push([RequestType, LogicalResourceId, now.value, old?.value, PhysicalResourceId].filter(Boolean).join(' '));
  const refused = now.value === 'refused' && RequestType !== 'Delete';
  const id = RequestType === 'Create' || (RequestType === 'Update' && old.id !== now.id) ? 'id-' + now.id : PhysicalResourceId;
  const outcome = { Status: refused ? 'FAILED' : 'SUCCESS', Reason: 'refused', PhysicalResourceId: refused ? PhysicalResourceId ?? 'id-of-failed' : id, Data: { value: now.value } };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(outcome) });
};`;

const core = {
  name: 'test-Core',
  resources: aFunction('recorder'),
  outputs: { Token: { Value: { 'Fn::GetAtt': ['recorder', 'Arn'] }, Export: { Name: 'token' } } },
  code: { recorder },
};
const custom = (value: string, { id = 'a', after }: { id?: string; after?: string } = {}) => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: { 'Fn::ImportValue': 'token' }, value, id },
  ...(after && { DependsOn: after }),
});
const parameter = (Name: string, Value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value },
  ...more,
});
const plan = (description: string, more: object = {}) => ({
  Type: 'AWS::ApiGateway::UsagePlan',
  Properties: { Description: description },
  ...more,
});

let folder: string;
let cloud: TestCloud;
beforeEach(async () => {
  folder = scratchFolder();
  cloud = await startTestCloud(folder);
});
afterEach(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

let assemblies = 0;
/** Deploys an API's stack of these resources beside the provider's; undefined deletes it. */
async function deploy(resources?: Record<string, unknown>) {
  const stacks = [core, ...(resources ? [{ name: 'test-Api-one', resources }] : [])];
  const { failed } = await cloud.deploy(writeAssembly(join(folder, `cdk.out.${++assemblies}`), stacks));
  return failed.map(({ reason }) => reason);
}
const told = () => cloud.invoke('recorder', { take: true });
const value = (name: string) => cloud.services.ssm.parameters.find(name);
const plans = async () => {
  const request = { method: 'GET', path: '/usageplans', query: new URLSearchParams(), body: '' };
  const { body } = await cloud.services.apigateway.controlPlane(request);
  return Object(body).item.map(({ id, description }: { id: string; description: string }) => [id, description]);
};

test('what is gone is deleted last, in the opposite order, and a second deployment changes nothing', async () => {
  await deploy({ One: custom('1', { id: 'a' }), Two: custom('2', { id: 'b', after: 'One' }), P: parameter('/p', 'x') });
  expect(await told()).toEqual(['Create One 1', 'Create Two 2']);
  await deploy({ One: custom('1', { id: 'a' }), Two: custom('2', { id: 'b', after: 'One' }), P: parameter('/p', 'x') });
  expect(await told()).toEqual([]);
  await deploy({ Three: custom('3', { id: 'c' }) });
  expect(await told()).toEqual(['Create Three 3', 'Delete Two 2 id-b', 'Delete One 1 id-a']);
  expect(value('/p')).toBeUndefined();
  await deploy();
  expect(await told()).toEqual(['Delete Three 3 id-c']);
});

test('a changed property is an update in place, with the old properties', async () => {
  await deploy({ One: custom('1'), Plan: plan('first'), P: parameter('/p', 'x') });
  const [[id]] = await plans();
  await told();
  await deploy({ One: custom('2'), Plan: plan('second'), P: parameter('/p', 'y') });
  expect(await told()).toEqual(['Update One 2 1 id-a']);
  expect(await plans()).toEqual([[id, 'second']]);
  expect(value('/p')).toBe('y');
});

test('another physical id is a replacement: the old one is deleted once all else has held', async () => {
  await deploy({ One: custom('1'), P: parameter('/p', { Ref: 'One' }) });
  await told();
  await deploy({
    One: custom('1', { id: 'z' }),
    Two: custom('2', { id: 'b', after: 'One' }),
    P: parameter('/p', { Ref: 'One' }),
  });
  expect(await told()).toEqual(['Update One 1 1 id-a', 'Create Two 2', 'Delete One 1 id-a']);
  expect(value('/p')).toBe('id-z');
});

test('a property that AWS cannot change makes a new resource, and takes the old one away', async () => {
  await deploy({ P: parameter('/old', 'x') });
  await deploy({ P: parameter('/new', 'x') });
  expect([value('/old'), value('/new')]).toEqual([undefined, 'x']);
});

test('a creation that fails is deleted under the id that it answered, and the stack before it runs on', async () => {
  await deploy({ One: custom('1'), Plan: plan('first'), P: parameter('/p', 'x') });
  const before = await plans();
  await told();
  const failed = await deploy({
    One: custom('2'),
    Plan: plan('second'),
    P: parameter('/p', 'y'),
    New: parameter('/new', 'z'),
    Two: custom('refused', { id: 'b', after: 'One' }),
  });
  expect(failed).toEqual(['Two: refused What was deployed before runs on.']);
  expect(await told()).toEqual([
    'Update One 2 1 id-a',
    'Create Two refused',
    'Delete Two refused id-of-failed',
    'Update One 1 2 id-a',
  ]);
  expect([await plans(), value('/p'), value('/new')]).toEqual([before, 'x', undefined]);
  await deploy({ One: custom('1'), Plan: plan('first'), P: parameter('/p', 'x') });
  expect(await told()).toEqual([]);
});

test('an update that fails is brought back by another one', async () => {
  await deploy({ One: custom('1') });
  await told();
  expect(await deploy({ One: custom('refused') })).toHaveLength(1);
  expect(await told()).toEqual(['Update One refused 1 id-a', 'Update One 1 refused id-a']);
});

test('a replacement that is rolled back deletes the new one and keeps the old', async () => {
  await deploy({ One: custom('1'), P: parameter('/old', 'x') });
  await told();
  await deploy({
    One: custom('1', { id: 'z' }),
    P: parameter('/new', 'x'),
    Two: custom('refused', { id: 'b', after: 'P' }),
  });
  expect(await told()).toEqual([
    'Update One 1 1 id-a',
    'Create Two refused',
    'Delete Two refused id-of-failed',
    'Delete One 1 id-z',
  ]);
  expect([value('/old'), value('/new')]).toEqual(['x', undefined]);
});

test('a first deployment that fails leaves nothing', async () => {
  await deploy({ One: custom('1'), P: parameter('/p', 'x'), Two: custom('refused', { id: 'b', after: 'P' }) });
  expect(await told()).toEqual([
    'Create One 1',
    'Create Two refused',
    'Delete Two refused id-of-failed',
    'Delete One 1 id-a',
  ]);
  expect([value('/p'), await plans()]).toEqual([undefined, []]);
});

test('what was deleted and is made again has another id, also after a restart, and what stands keeps its own', async () => {
  await deploy({ Plan: plan('x') });
  const [[first]] = await plans();
  await cloud.stop();
  cloud = await startTestCloud(folder);
  await deploy({ Plan: plan('x') });
  expect(await plans()).toEqual([[first, 'x']]);
  await deploy();
  expect(await plans()).toEqual([]);
  await deploy({ Plan: plan('x') });
  const [[second]] = await plans();
  expect(second).not.toBe(first);
  await cloud.stop();
  cloud = await startTestCloud(folder);
  await deploy({ Plan: plan('x') });
  expect(await plans()).toEqual([[second, 'x']]);
});

test('what is to be retained stays', async () => {
  await deploy({ P: parameter('/p', 'x', { DeletionPolicy: 'Retain' }), Q: parameter('/q', 'x') });
  await deploy({ R: parameter('/r', 'x') });
  expect([value('/p'), value('/q')]).toEqual(['x', undefined]);
});

test('a table is another one after its key has changed', async () => {
  const table = (key: string) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    },
  });
  await deploy({ Table: table('a'), P: parameter('/table', { Ref: 'Table' }) });
  const first = value('/table');
  await deploy({ Table: table('b'), P: parameter('/table', { Ref: 'Table' }) });
  expect(value('/table')).not.toBe(first);
  expect([...cloud.services.dynamodb.tables.keys()]).toEqual([value('/table')]);
});

test('a base path that another mapping has is not taken, and the API behind it is left alone', async () => {
  const api = (more: object = {}) => ({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'one' } },
    Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'one.test' } },
    ...more,
  });
  const mapping = { DomainName: { Ref: 'Domain' }, ApiId: { Ref: 'Api' }, Stage: 'live', ApiMappingKey: 'a' };
  const Mapping = { Type: 'AWS::ApiGatewayV2::ApiMapping', Properties: mapping };
  expect(await deploy(api({ Mapping }))).toEqual([]);
  expect(await deploy(api({ Renamed: Mapping }))).toEqual([
    expect.stringContaining('base path /a of one.test is already taken'),
  ]);
  expect(await deploy(api({ Mapping }))).toEqual([]);
});
