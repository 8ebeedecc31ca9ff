import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import { ResourceNotRun, type ResourceType, resourceType } from '../../cloud/resources/resource-type';

/** Folders that CDK would upload zipped, by `<bucket>/<key>`. */
export type AssetFolders = Map<string, string>;

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account' | 'state'>;
  readonly lambda: { readonly runtime: LambdaRuntime; readonly assets: AssetFolders };
}

const functionCode = z.union([
  z.object({ S3Bucket: z.string(), S3Key: z.string() }),
  z.object({ ZipFile: z.string() }),
]);

const functionProperties = z.object({
  FunctionName: z.string().optional(),
  Role: z.string(),
  Code: functionCode,
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

export const lambdaFunction = ({ cloud, lambda: { runtime, assets } }: Needs): ResourceType =>
  resourceType(functionProperties, {
    replacedBy: ['FunctionName', 'PackageType'],
    provision(properties, { physicalId }) {
      if (!properties.Runtime.startsWith('nodejs')) throw new ResourceNotRun(`runtime ${properties.Runtime}`);
      const { access, account, state } = cloud;
      access.assertAssumable(properties.Role, 'lambda.amazonaws.com');
      const name = properties.FunctionName ?? physicalId;
      const arn = `arn:aws:lambda:${account.region}:${account.id}:function:${name}`;
      const deadLetterArn = properties.DeadLetterConfig?.TargetArn;
      const reservedConcurrency = properties.ReservedConcurrentExecutions;
      runtime.register({
        name,
        arn,
        roleArn: properties.Role,
        folder: codeFolder(properties.Code, assets, join(state.path, 'functions', name)),
        logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        handler: properties.Handler,
        environment: properties.Environment?.Variables ?? {},
        timeoutMillis: properties.Timeout * 1000,
        memoryMegabytes: properties.MemorySize,
        ...(reservedConcurrency !== undefined && { reservedConcurrency }),
        ...(deadLetterArn && { deadLetterArn }),
      });
      return { ref: name, attributes: { Arn: arn } };
    },
    remove: (_properties, { ref }) => runtime.unregister(ref),
  });

/** The folder that holds a function's code; code that stands in the template is laid out under `scratch`. */
function codeFolder(code: z.infer<typeof functionCode>, assets: AssetFolders, scratch: string): string {
  if ('ZipFile' in code) {
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'index.js'), code.ZipFile);
    return scratch;
  }
  const folder = assets.get(`${code.S3Bucket}/${code.S3Key}`);
  if (!folder) throw new Error(`the cloud assembly has no asset ${code.S3Key}`);
  return folder;
}

const permissionProperties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

export const permission = ({ cloud: { access }, lambda: { runtime } }: Needs): ResourceType =>
  resourceType(permissionProperties, {
    replacedBy: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
    turn: 'first',
    provision(properties, { physicalId }) {
      const resource = runtime.find(properties.FunctionName)?.arn ?? properties.FunctionName;
      access.addResourceStatement(resource, { Sid: physicalId, ...permissionStatement(properties, resource) });
      return { ref: physicalId };
    },
    remove: ({ FunctionName }, { physicalId }) =>
      access.removeResourceStatement(runtime.find(FunctionName)?.arn ?? FunctionName, physicalId),
  });

// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
function permissionStatement(properties: z.infer<typeof permissionProperties>, resource: string): object {
  const { Action, Principal, SourceArn, SourceAccount } = properties;
  return {
    Effect: 'Allow',
    Action,
    Resource: resource,
    Principal: Principal.endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
    Condition: {
      ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    },
  };
}

const versionProperties = z.object({ FunctionName: z.string() });

export const version = ({ lambda: { runtime } }: Pick<Needs, 'lambda'>): ResourceType =>
  resourceType(versionProperties, {
    replacedBy: ['FunctionName', 'Description', 'CodeSha256'],
    provision({ FunctionName }) {
      const arn = `${runtime.find(FunctionName)?.arn}:1`;
      return { ref: arn, attributes: { FunctionArn: arn, Version: '1' } };
    },
  });

const aliasProperties = versionProperties.extend({ Name: z.string() });

export const functionAlias = ({ lambda: { runtime } }: Pick<Needs, 'lambda'>): ResourceType =>
  resourceType(aliasProperties, {
    replacedBy: ['FunctionName', 'Name'],
    provision({ FunctionName, Name }) {
      const arn = `${runtime.find(FunctionName)?.arn}:${Name}`;
      return { ref: arn, attributes: { AliasArn: arn } };
    },
  });

/** Retries and ages are the runtime's own here. */
export const eventInvokeConfig = (): ResourceType =>
  resourceType(versionProperties.extend({ Qualifier: z.string() }), {
    replacedBy: ['FunctionName', 'Qualifier'],
    provision: (_properties, { physicalId }) => ({ ref: physicalId }),
  });
