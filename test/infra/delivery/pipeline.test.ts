import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { retention } from '../../../domain/retention/retention';
import { delivery } from '../../../lib/config/delivery';
import type { Environment } from '../../../lib/config/environment';
import { environmentNamed, environments, refuseSharedPrefixes } from '../../../lib/config/environments';
import { releaseOf } from '../../../lib/constructs/api-proxy/release';
import { EnvironmentStacks } from '../../../lib/stacks/environment-stacks';
import { PipelineStack } from '../../../lib/stacks/pipeline-stack';
import { bundle } from '../../../scripts/bundle';
import { synthesise } from '../../../scripts/synth';
import { anApp } from '../an-app';

const pathToLive = environments();

interface Action {
  readonly Name: string;
  readonly ActionTypeId: { readonly Category: string; readonly Provider: string };
  readonly Configuration: { readonly ProjectName?: { readonly Ref: string } };
  readonly InputArtifacts?: readonly { readonly Name: string }[];
  readonly OutputArtifacts?: readonly { readonly Name: string }[];
  readonly RunOrder?: number;
}

function pipeline(environments: readonly Environment[] = pathToLive, source = delivery.source) {
  const stack = new PipelineStack(anApp(), 'Pipeline', {
    delivery: { ...delivery, source },
    environments,
  });
  const template = Template.fromStack(stack);
  const [{ Properties } = { Properties: {} }] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
  const stages: readonly { Name: string; Actions: readonly Action[] }[] = Properties.Stages;
  const projects = template.findResources('AWS::CodeBuild::Project');
  const buildSpecOf = ({ Configuration }: Action) =>
    JSON.stringify(projects[Configuration.ProjectName?.Ref ?? '']?.Properties.Source.BuildSpec ?? '');
  const stage = (name: string) => stages.find((one) => one.Name === name)?.Actions ?? [];
  return { template, stages, stage, actions: stages.flatMap(({ Actions }) => Actions), buildSpecOf };
}

const aStagingEnvironment: Environment = {
  ...environmentNamed('int'),
  name: 'staging',
  account: '111122223333',
  domain: { name: 'staging.dip.example' },
};
const [production] = pathToLive.slice(-1);
const withStaging = [...pathToLive.slice(0, -1), aStagingEnvironment, ...(production ? [production] : [])];

test('the stages are the environments, in path-to-live order, without this machine’s', () => {
  expect(pipeline().stages.map(({ Name }) => Name)).toEqual([
    'Source',
    'Build',
    'Pipeline',
    'internal-dev',
    'int',
    'prod',
  ]);
});

test('an environment that is added to the table has its stage, its stacks and its journeys', async () => {
  await bundle();
  const { stages, stage, buildSpecOf } = pipeline(withStaging);
  expect(stages.map(({ Name }) => Name).slice(-3)).toEqual(['int', 'staging', 'prod']);
  const [deploy, journeys] = stage('staging').map(buildSpecOf);
  expect(deploy).toContain("'staging-*'");
  expect(journeys).toContain('https://api.staging.dip.example');
  const app = anApp();
  new EnvironmentStacks(app, aStagingEnvironment);
  expect(app.node.children.map(({ node }) => node.id)).toEqual(
    expect.arrayContaining(
      ['Foundation', 'Logs', 'Identity', 'Gateway', 'Operations'].map((name) => `staging-${name}`),
    ),
  );
});

test('one build is made, and every deployment is of that one', () => {
  const { actions } = pipeline();
  const builders = actions.filter(({ OutputArtifacts }) => OutputArtifacts?.some(({ Name }) => Name === 'Assembly'));
  expect(builders.map(({ Name }) => Name)).toEqual(['Build']);
  const deployments = actions.filter(({ Name }) => /^(Pipeline$|Deploy-)/.test(Name));
  expect(deployments).toHaveLength(4);
  for (const { InputArtifacts } of deployments) expect(InputArtifacts).toEqual([{ Name: 'Assembly' }]);
});

test('the build is checked before it is made, and knows its commit', () => {
  const { stage, buildSpecOf } = pipeline();
  const commands = stage('Build').map(buildSpecOf).join();
  expect(commands).toMatch(/npm run scan -- --require-advisories.*npm test.*npm run synth.*npm run sbom/);
  expect(commands).toContain('DIP_COMMIT');
});

test('the pipeline deploys itself before any environment', () => {
  const { stage, buildSpecOf } = pipeline();
  expect(stage('Pipeline').map(buildSpecOf).join()).toContain('deploy --app . --require-approval never');
  expect(stage('Pipeline').map(buildSpecOf).join()).toContain("'Pipeline'");
});

test('a person approves before production, and nobody anywhere else', () => {
  const { stages } = pipeline(withStaging);
  const approvals = stages.flatMap(({ Name, Actions }) =>
    Actions.filter(({ ActionTypeId }) => ActionTypeId.Category === 'Approval').map(({ RunOrder }) => [Name, RunOrder]),
  );
  expect(approvals).toEqual([['prod', 1]]);
  const deploy = pipeline()
    .stage('prod')
    .find(({ Name }) => Name === 'Deploy-prod');
  expect(deploy?.RunOrder).toBe(2);
});

test('journeys travel through what was just deployed, and never through production', () => {
  const { stages, stage, buildSpecOf } = pipeline();
  expect(
    stages.filter(({ Actions }) => Actions.some(({ Name }) => /^Journeys/.test(Name))).map(({ Name }) => Name),
  ).toEqual(
    pathToLive.filter(({ production, domain, urls }) => !production && domain && !urls).map(({ name }) => name),
  );
  const [deploy, journeys] = stage('int');
  expect([deploy?.RunOrder, journeys?.RunOrder]).toEqual([1, 2]);
  expect(journeys && buildSpecOf(journeys)).toContain('https://api.int.dip.example');
});

describe('rights', () => {
  const statements = (template: Template) =>
    Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, { Properties }]) =>
      Properties.PolicyDocument.Statement.map((statement: { Action: string | string[]; Resource: unknown }) => ({
        id,
        actions: [statement.Action].flat(),
        resources: JSON.stringify(statement.Resource),
      })),
    );

  test('a deployment may ask for the roles of its own account’s bootstrap, and change nothing itself', () => {
    const { template } = pipeline(withStaging);
    const deployers = statements(template).filter(({ id }) => id.includes('Deploystaging'));
    const may = deployers.flatMap(({ actions }) => actions).filter((action) => !/^(logs|kms|s3:Get)/.test(action));
    expect(may).toEqual(['sts:AssumeRole']);
    const assumes = deployers.find(({ actions }) => actions.includes('sts:AssumeRole'));
    const roles = [...(assumes?.resources.matchAll(/role\/cdk-\w+-([\w-]+)-role-111122223333-([\w-]+)/g) ?? [])];
    // The second for the certificate that CloudFront takes from there alone.
    const regions = ['eu-west-2', 'us-east-1'];
    const expected = ['deploy', 'file-publishing', 'lookup'].flatMap((kind) => regions.map((at) => `${kind} ${at}`));
    expect(roles.map(([, kind, region]) => `${kind} ${region}`).sort()).toEqual(expected);
    expect(assumes?.resources).not.toContain('AccountId');
  });

  test('only the build and the pipeline write artefacts, so that no stage deploys what another made', () => {
    const writers = statements(pipeline().template).filter(({ actions }) => actions.includes('s3:PutObject'));
    expect(writers.map(({ id }) => id.replace(/DefaultPolicy.*/, '')).sort()).toEqual([
      'DeliveryBuildRole',
      'DeliveryRole',
    ]);
  });

  test('nothing is allowed by wildcard', () => {
    for (const { actions, resources } of statements(pipeline().template)) {
      expect(actions.join()).not.toContain('*');
      expect(resources).not.toBe('"*"');
    }
  });
});

test('artefacts are encrypted with a key of their own and go', () => {
  const buckets = Object.values(pipeline().template.findResources('AWS::S3::Bucket'));
  const artefacts = buckets.find(({ Properties }) => JSON.stringify(Properties.BucketEncryption).includes('aws:kms'));
  expect(artefacts?.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(
    retention.buildArtifacts.keptFor.days,
  );
});

test('the repository may come as a zip in a bucket instead of through a connection', () => {
  const { stage } = pipeline(pathToLive, { bucket: 'sources', key: 'platform.zip' });
  expect(stage('Source')[0]).toMatchObject({ ActionTypeId: { Provider: 'S3' } });
});

test('two environments never share the prefix that their stacks are told apart by', () => {
  expect(() => refuseSharedPrefixes(['int', 'internal-dev', 'prod'])).not.toThrow();
  expect(() => refuseSharedPrefixes(['int', 'int-2'])).toThrow('"int" and "int-2" share the prefix');
});

describe('a build', () => {
  test('says in every _ping which commit it is made from', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'dip-release-'));
    const DIP_COMMIT = '5bbd85411aa04c2ab3f3c27b4a9d9a0000000000';
    const variables = { DIP_COMMIT, DIP_REVISION: '1234' };
    await synthesise({ environment: 'int', outdir, variables, validateTemplates: false, commandLine: false });
    const relays = readdirSync(outdir)
      .map((folder) => join(outdir, folder, 'api.json'))
      .filter((file) => existsSync(file))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')))
      .filter(({ release }) => release);
    expect(relays.map(({ api }) => api).sort()).toEqual(['growth-charts', 'hello-world']);
    for (const { release } of relays) expect(release).toMatchObject({ commitId: DIP_COMMIT, revision: '1234' });
    rmSync(outdir, { recursive: true });
  }, 120_000);

  test('that nobody told its commit claims none', () => {
    expect(releaseOf({})).toBeUndefined();
  });
});

describe('the workflow for GitHub', () => {
  const workflow = (file: string) => readFileSync(join(__dirname, '../../../.github/workflows', file), 'utf8');
  const { jobs } = parse(workflow('deliver.yml'));

  test('goes through the same environments in the same order, each after the one before', () => {
    const names = pathToLive.filter(({ urls }) => !urls).map(({ name }) => name);
    expect(Object.keys(jobs)).toEqual(['check', 'build', ...names]);
    for (const [index, name] of names.entries()) {
      expect([name, jobs[name].needs, jobs[name].with.environment]).toEqual([name, names[index - 1] ?? 'build', name]);
      const environment = environmentNamed(name);
      expect(jobs[name].with.journeys ?? false).toBe(!environment.production && environment.domain !== undefined);
    }
  });

  test('builds once, what was checked, and holds no long-lived credential', () => {
    const both = workflow('deliver.yml') + workflow('deploy-environment.yml');
    expect(both.match(/npm run synth/g)).toHaveLength(1);
    expect(jobs.build.needs).toBe('check');
    expect(both).not.toMatch(/AWS_SECRET_ACCESS_KEY|aws-secret/);
  });
});
