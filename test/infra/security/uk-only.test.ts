import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import { Cloud } from '../../../lib/audit/assembly/cloud';
import { ukOnly } from '../../../lib/audit/rules/uk-only';
import { UkOnly } from '../../../lib/constructs/security/uk-only';
import { anApp } from '../an-app';

/** What synthesis and what the audit say of one resource in one Region. */
function judged(type: string, region: string) {
  const app = anApp({ context: {}, outdir: mkdtempSync(join(tmpdir(), 'dip-region-')) });
  const stack = new Stack(app, 'One', { env: { region } });
  new CfnResource(stack, 'Resource', { type });
  Aspects.of(app).add(new UkOnly());
  const { directory, stacks } = app.synth();
  const cloud = new Cloud(directory);
  const resource = cloud.find('One.template.json', 'Resource');
  if (!resource) throw new Error('It was not synthesised');
  const verdict = ukOnly.verdict({ resource, cloud, production: true, acknowledged: () => undefined });
  const errors = stacks.flatMap(({ messages }) => messages.filter(({ level }) => level === 'error'));
  return { synthesis: errors.length === 0, audit: verdict === 'compliant' };
}

test.each([
  ['AWS::CDK::Metadata', 'us-east-1', true],
  ['AWS::CertificateManager::Certificate', 'us-east-1', true],
  ['AWS::WAFv2::WebACL', 'us-east-1', true],
  ['AWS::S3::Bucket', 'eu-west-2', true],
  ['AWS::CDK::Metadata', 'us-west-2', false],
  ['AWS::CertificateManager::Certificate', 'eu-west-1', false],
  ['AWS::S3::Bucket', 'us-east-1', false],
  ['AWS::Lambda::Function', 'us-east-1', false],
  ['AWS::SSM::Parameter', 'us-east-1', false],
  ['AWS::Logs::LogGroup', 'us-east-1', false],
  ['AWS::WAFv2::LoggingConfiguration', 'us-east-1', false],
])('%s in %s: synthesis and audit agree', (type, region, may) => {
  expect(judged(type, region)).toEqual({ synthesis: may, audit: may });
});
