import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

/** A registrar: keeps what it was told, refuses the name "taken", and answers CloudFormation by its URL. */
const registrar = `
const seen = [];
exports.handler = async (event) => {
  if (event.list) return seen;
  const { RequestType, ResourceProperties, OldResourceProperties, PhysicalResourceId } = event;
  seen.push([RequestType, ResourceProperties.Name, OldResourceProperties?.Name, PhysicalResourceId].join(' ').trim());
  const refused = ResourceProperties.Name === 'taken' && RequestType !== 'Delete';
  const outcome = refused
    ? { Status: 'FAILED', Reason: 'the name is taken', PhysicalResourceId: 'none' }
    : { Status: 'SUCCESS', PhysicalResourceId: 'api-' + ResourceProperties.Name, Data: { Upper: ResourceProperties.Name.toUpperCase(), Flag: typeof ResourceProperties.Flag } };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(outcome) });
};`;

const core = {
  name: 'test-Gateway',
  resources: aFunction('registrar'),
  outputs: { Token: { Value: { 'Fn::GetAtt': ['registrar', 'Arn'] }, Export: { Name: 'token' } } },
  code: { registrar },
};
const api = (name: string) => ({
  name: `test-Api-${name}`,
  resources: {
    Registration: {
      Type: 'Custom::ApiRegistration',
      Properties: { ServiceToken: { 'Fn::ImportValue': 'token' }, Name: name, Flag: true },
    },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: `/${name}`, Value: { 'Fn::GetAtt': ['Registration', 'Upper'] } },
    },
  },
});

async function start(...apis: string[]) {
  cloud = await startTestCloud(folder);
  return cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [core, ...apis.map(api)]));
}
const seen = () => cloud.invoke('registrar', { list: true });

afterEach(() => cloud.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an API that is refused is named with the reason, and the others run', async () => {
  const { failed } = await start('one', 'taken', 'two');
  expect(failed).toEqual([{ stack: 'test-Api-taken', reason: 'Registration: the name is taken' }]);
  expect(cloud.services.ssm.parameters.get('/two')).toBe('TWO');
  // CloudFormation rolls a failed creation back by deleting it.
  expect(await seen()).toEqual(['Create one', 'Create taken', 'Delete taken  none', 'Create two']);
});

test('a second start asks only for what changed: what is gone is deleted before anything new is made', async () => {
  const { failed } = await start('one', 'three');
  expect(failed).toEqual([]);
  expect(await seen()).toEqual(['Delete two  api-two', 'Create three']);
  expect(cloud.services.ssm.parameters.get('/one')).toBe('ONE');
});

test('a platform stack that fails ends the start, with the stack and the resource', async () => {
  cloud = await startTestCloud(folder);
  const Role = { 'Fn::GetAtt': ['Absent', 'Arn'] };
  const broken = { ...core, resources: aFunction('registrar', [], { Role }) };
  const deployed = cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [broken]));
  await expect(deployed).rejects.toThrow('the stack test-Gateway failed: registrar: nothing is called Absent');
});
