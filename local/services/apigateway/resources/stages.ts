import * as z from 'zod';
import { flag, type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import type { GatewayApi, MethodThrottle, RestApi, Stage } from '../model/gateway-model';
import { apiOf, awsId, count, type Needs, textMap } from './gateway-resource';

const methodSetting = z.object({
  HttpMethod: z.string().default('*'),
  ResourcePath: z.string().default('/*'),
  ThrottlingRateLimit: count.optional(),
  ThrottlingBurstLimit: count.optional(),
  CachingEnabled: flag.default(false),
});

const accessLogSetting = z.object({ DestinationArn: z.string(), Format: z.string() });

const stageProperties = z.object({
  RestApiId: z.string(),
  StageName: z.string(),
  DeploymentId: z.string().default(''),
  Variables: textMap,
  AccessLogSetting: accessLogSetting.optional(),
  TracingEnabled: flag.default(false),
  CacheClusterEnabled: flag.default(false),
  CanarySetting: z.unknown().optional(),
  MethodSettings: z.array(methodSetting).default([]),
});

const deploymentProperties = z.object({
  RestApiId: z.string(),
  StageName: z.string().optional(),
  StageDescription: z
    .object({
      Variables: textMap,
      AccessLogSetting: accessLogSetting.optional(),
      MethodSettings: z.array(methodSetting).default([]),
    })
    .optional(),
});

export const deployment = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(deploymentProperties, {
    replacedBy: ['RestApiId'],
    provision({ RestApiId, StageName, StageDescription }, { physicalId }) {
      const id = awsId(physicalId);
      const api = apiOf(model, RestApiId);
      if (!api.deployments.has(id)) api.deployments.set(id, pictureOf(api));
      if (StageName) {
        const stage = stageProperties.parse({ ...StageDescription, RestApiId, StageName, DeploymentId: id });
        api.stages.set(StageName, stageOf(stage));
      }
      return { ref: id, attributes: { DeploymentId: id } };
    },
    remove: ({ RestApiId }, { ref }) => void model.apis.get(RestApiId)?.deployments.delete(ref),
  });

export const stage = ({ apigateway: { model, warnOnce } }: Needs): ResourceType =>
  resourceType(stageProperties, {
    replacedBy: ['RestApiId', 'StageName'],
    provision(properties) {
      if (properties.CacheClusterEnabled || properties.MethodSettings.some(({ CachingEnabled }) => CachingEnabled)) {
        warnOnce('API Gateway: responses are not cached here');
      }
      if (properties.CanarySetting !== undefined) warnOnce('API Gateway: canary settings have no effect here');
      apiOf(model, properties.RestApiId).stages.set(properties.StageName, stageOf(properties));
      return { ref: properties.StageName };
    },
    remove: ({ RestApiId, StageName }) => void model.apis.get(RestApiId)?.stages.delete(StageName),
  });

export const gatewayAccount = ({ cloud: { account } }: Needs): ResourceType =>
  resourceType(z.object({}), { provision: () => ({ ref: account.id, attributes: { Id: account.id } }) });

const pictureOf = (api: RestApi): GatewayApi => ({
  resources: new Map([...api.resources].map(([id, one]) => [id, { ...one, methods: new Map(one.methods) }])),
  authorizers: new Map(api.authorizers),
  gatewayResponses: new Map(api.gatewayResponses),
  validators: new Map(api.validators),
  models: new Map(api.models),
});

const stageOf = (properties: z.infer<typeof stageProperties>): Stage => ({
  name: properties.StageName,
  deploymentId: properties.DeploymentId,
  variables: properties.Variables,
  accessLog: properties.AccessLogSetting && {
    destinationArn: properties.AccessLogSetting.DestinationArn,
    format: properties.AccessLogSetting.Format,
  },
  tracing: properties.TracingEnabled,
  throttles: properties.MethodSettings.flatMap(throttleOf),
});

/** Paths stand as `/*` or, escaped as in a JSON pointer, as `/~1Patient~1{id}`. */
function throttleOf(setting: z.infer<typeof methodSetting>): MethodThrottle[] {
  const rate = setting.ThrottlingRateLimit;
  const burst = setting.ThrottlingBurstLimit ?? rate;
  if (rate === undefined || burst === undefined) return [];
  const path = setting.ResourcePath.replace(/^\/(?=~1|\*)/, '').replaceAll('~1', '/');
  return [{ rate, burst, resourcePath: path, httpMethod: setting.HttpMethod }];
}
