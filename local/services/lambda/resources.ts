import { join } from 'node:path';
import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import { ResourceNotRun, type ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { type AssetFolders, codeFolder, functionCode } from './function-code';

const fn = z.object({
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
const permission = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});
const version = z.object({ FunctionName: z.string() });
const alias = version.extend({ Name: z.string() });
const invokeConfig = version.extend({ Qualifier: z.string() });

export const functionProviders = (engines: Engines, assets: AssetFolders): readonly ResourceProvider[] => [
  providerOf(
    'AWS::Lambda::Function',
    fn,
    (properties, { physicalId }) => {
      if (!properties.Runtime.startsWith('nodejs')) throw new ResourceNotRun(`runtime ${properties.Runtime}`);
      const { access, account, runtime, state } = engines;
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
    (_properties, { ref }) => engines.runtime.unregister(ref),
  ),
  providerOf(
    'AWS::Lambda::Permission',
    permission,
    (properties, { physicalId }) => {
      const resource = engines.runtime.find(properties.FunctionName)?.arn ?? properties.FunctionName;
      engines.access.addResourceStatement(resource, { Sid: physicalId, ...permissionStatement(properties, resource) });
      return { ref: physicalId };
    },
    ({ FunctionName }, { physicalId }) =>
      engines.access.removeResourceStatement(engines.runtime.find(FunctionName)?.arn ?? FunctionName, physicalId),
  ),
  providerOf('AWS::Lambda::Version', version, ({ FunctionName }) => {
    const arn = `${engines.runtime.find(FunctionName)?.arn}:1`;
    return { ref: arn, attributes: { FunctionArn: arn, Version: '1' } };
  }),
  providerOf('AWS::Lambda::Alias', alias, ({ FunctionName, Name }) => {
    const arn = `${engines.runtime.find(FunctionName)?.arn}:${Name}`;
    return { ref: arn, attributes: { AliasArn: arn } };
  }),
  // Retries and ages are the runtime's own here.
  providerOf('AWS::Lambda::EventInvokeConfig', invokeConfig, (_properties, { physicalId }) => ({ ref: physicalId })),
];

// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
function permissionStatement(properties: z.infer<typeof permission>, resource: string): object {
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
