import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LogGroup, LogStream } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { leaveOut, typesLeftOut } from '../../../scripts/endpoint/leave-out';

let assembly: string;

beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'dip-assembly-'));
  const app = new App({ outdir: assembly });
  const logs = new Stack(app, 'Logs');
  const stream = new LogStream(logs, 'Stream', { logGroup: new LogGroup(logs, 'Group') });
  const parameter = new StringParameter(logs, 'Name', { stringValue: stream.logStreamName });
  parameter.node.addDependency(stream);
  new CfnOutput(logs, 'StreamName', { value: stream.logStreamName });
  new StringParameter(new Stack(app, 'Other'), 'Name', { stringValue: 'of nothing else' });
  app.synth();
});
afterEach(() => rmSync(assembly, { recursive: true }));

const read = (file: string) => readFileSync(join(assembly, file), 'utf8');
const template = (stack: string) => JSON.parse(read(`${stack}.template.json`));
const templateHash = (stack: string) => {
  const files: Record<string, { source: { path: string } }> = JSON.parse(read(`${stack}.assets.json`)).files;
  return Object.keys(files).find((hash) => files[hash]?.source.path === `${stack}.template.json`) ?? 'none';
};
const unknown = new Set(['AWS::Logs::LogStream']);

test('resources of an unknown type are gone, and each is named', () => {
  const gone = leaveOut(assembly, unknown);
  expect(gone).toEqual([{ stack: 'Logs', id: expect.stringMatching(/^Stream/), type: 'AWS::Logs::LogStream' }]);
  const types = Object.values<{ Type: string }>(template('Logs').Resources).map(({ Type }) => Type);
  expect(types).toEqual(['AWS::Logs::LogGroup', 'AWS::SSM::Parameter']);
});

test('what referred to one stays, with its logical id, and waits for it no longer', () => {
  const [{ id } = { id: '' }] = leaveOut(assembly, unknown);
  const { Resources, Outputs } = template('Logs');
  const parameter = Object.values<{ Type: string }>(Resources).find(({ Type }) => Type === 'AWS::SSM::Parameter');
  expect(parameter).toMatchObject({ Properties: { Value: id } });
  expect(parameter).not.toHaveProperty('DependsOn');
  expect(Outputs.StreamName.Value).toBe(id);
  expect(read('Logs.template.json')).not.toContain(`"Ref":"${id}"`);
});

test('the template has a new name, so that it is uploaded, and says what is not in it', () => {
  const before = templateHash('Logs');
  leaveOut(assembly, unknown);
  expect(templateHash('Logs')).not.toBe(before);
  expect(read('manifest.json')).toContain(templateHash('Logs'));
  expect(read('manifest.json')).not.toContain(before);
  expect(typesLeftOut(read('Logs.template.json'))).toEqual(['AWS::Logs::LogStream']);
});

test('a stack without any is as it was, and a second time changes nothing', () => {
  const before = read('Other.template.json');
  leaveOut(assembly, unknown);
  const once = read('Logs.template.json');
  expect(leaveOut(assembly, unknown)).toEqual([]);
  expect([read('Other.template.json'), read('Logs.template.json')]).toEqual([before, once]);
});
