import { z } from 'zod';
import type { ResourceProvider } from '../../../cloud/resources/resource-provider';
import type { DeployedApi, MethodThrottle, RestApi, Stage } from '../model/gateway-model';
import { awsId } from './aws-id';
import { count, flag, textMap } from './property-types';
import { apiOf, type ProviderNeeds, providerOf } from './provider-needs';

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

const deployment = z.object({
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

export const stageProviders = ({ model, warnOnce, accountId }: ProviderNeeds): ResourceProvider[] => [
  providerOf(
    'AWS::ApiGateway::Deployment',
    deployment,
    ({ RestApiId, StageName, StageDescription }, { physicalId }) => {
      const id = awsId(physicalId);
      const api = apiOf(model, RestApiId);
      if (!api.deployments.has(id)) api.deployments.set(id, pictureOf(api));
      if (StageName) {
        const stage = stageProperties.parse({ ...StageDescription, RestApiId, StageName, DeploymentId: id });
        api.stages.set(StageName, stageOf(stage));
      }
      return { ref: id, attributes: { DeploymentId: id } };
    },
    ({ RestApiId }, { ref }) => void model.apis.get(RestApiId)?.deployments.delete(ref),
  ),
  providerOf(
    'AWS::ApiGateway::Stage',
    stageProperties,
    (properties) => {
      if (properties.CacheClusterEnabled || properties.MethodSettings.some(({ CachingEnabled }) => CachingEnabled)) {
        warnOnce('API Gateway: responses are not cached here');
      }
      if (properties.CanarySetting !== undefined) warnOnce('API Gateway: canary settings have no effect here');
      apiOf(model, properties.RestApiId).stages.set(properties.StageName, stageOf(properties));
      return { ref: properties.StageName };
    },
    ({ RestApiId, StageName }) => void model.apis.get(RestApiId)?.stages.delete(StageName),
  ),
  providerOf('AWS::ApiGateway::Account', z.object({}), () => ({ ref: accountId, attributes: { Id: accountId } })),
];

const pictureOf = (api: RestApi): DeployedApi => ({
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
