import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsFrom, urlOf } from '../../../domain/local-platform';
import { readCloudAssembly } from '../../../local/cloud/assembly/cloud-assembly';
import { type EmbeddedCloud, startEmbeddedCloud } from '../../../local/start/embedded-cloud';
import { takePorts } from '../../../local/start/ports/taken-ports';
import { freePorts } from '../../free-ports';

export interface StackDescription {
  readonly name: string;
  readonly resources: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  /** Source of each function folder, by asset name. */
  readonly code?: Record<string, string>;
}

/** Writes a cloud assembly as CDK would, each stack depending on the one before it. */
export function writeAssembly(folder: string, stacks: readonly StackDescription[]): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const artifacts: Record<string, unknown> = {};
  stacks.forEach(({ name, resources, outputs = {}, code = {} }, index) => {
    const files = Object.entries(code).map(([asset, source]) => {
      mkdirSync(join(folder, asset));
      writeFileSync(join(folder, asset, 'index.js'), source);
      const destination = { bucketName: 'assets', objectKey: `${asset}.zip` };
      return [asset, { source: { path: asset, packaging: 'zip' }, destinations: { here: destination } }];
    });
    writeFileSync(join(folder, `${name}.assets.json`), JSON.stringify({ files: Object.fromEntries(files) }));
    const template = { Resources: resources, Outputs: outputs };
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
    const file = `${name}.assets.json`;
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file } };
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json` },
      dependencies: [`${name}.assets`, ...(stacks[index - 1] ? [stacks[index - 1]?.name] : [])],
    };
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  return folder;
}

/** A function, its role, and what the role may do. */
export const aFunction = (name: string, statements: readonly unknown[] = [], properties: object = {}) => ({
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
    },
  },
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 10,
      MemorySize: 256,
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      ...properties,
    },
  },
});

/** Secret of every test cloud's start. */
const controlToken = 'control-token-of-a-test';

export interface TestCloud extends Omit<EmbeddedCloud, 'deploy'> {
  /** Brings the account to what the assembly in that folder says. */
  deploy(assembly: string): ReturnType<EmbeddedCloud['deploy']>;
  readonly url: string;
  readonly warnings: readonly string[];
  readonly controlToken: string;
  /** Calls a control route; with a POST where there is a body. */
  control(path: string, body?: unknown, method?: string): Promise<Response>;
  invoke(name: string, payload?: unknown): Promise<unknown>;
}

export const scratchFolder = (): string => mkdtempSync(join(tmpdir(), 'dip-unit-'));

export async function startTestCloud(folder: string): Promise<TestCloud> {
  const ports = portsFrom(await freePorts());
  const warnings: string[] = [];
  const cloud = await startEmbeddedCloud({
    ports: await takePorts(ports),
    endpointUrl: urlOf(ports.aws),
    controlToken,
    folder,
    modulesFolder: join(__dirname, '..', '..', '..', 'node_modules'),
    warn: (message) => warnings.push(message),
  });
  return {
    ...cloud,
    deploy: async (assembly) => cloud.deploy(readCloudAssembly(assembly)),
    url: urlOf(ports.aws),
    warnings,
    controlToken,
    control: (path, body, method = body === undefined ? 'GET' : 'POST') =>
      fetch(`${urlOf(ports.aws)}${path}`, {
        method,
        headers: { authorization: `Bearer ${controlToken}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async invoke(functionArn, payload) {
      const principal = { kind: 'administrator' } as const;
      const outcome = await cloud.services.lambda.runtime.invoke({ functionArn, principal, payload });
      return outcome.outcome === 'answered' ? outcome.payload : outcome;
    },
  };
}
