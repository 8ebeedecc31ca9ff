import { z } from 'zod';
import type { ResourceProvider } from '../../../cloud/resources/resource-provider';
import type { ApiStage, GatewayModel, MappedStage } from '../model/gateway-model';
import { awsId } from './aws-id';
import { type ProviderNeeds, providerOf } from './provider-needs';

const domainName = z.object({
  DomainName: z.string(),
  MutualTlsAuthentication: z.unknown().optional(),
  RoutingMode: z.unknown().optional(),
});

const basePathMapping = z.object({
  DomainName: z.string(),
  BasePath: z.string().default(''),
  RestApiId: z.string(),
  Stage: z.string(),
});

const apiMapping = z.object({
  DomainName: z.string(),
  ApiMappingKey: z.string().default(''),
  ApiId: z.string(),
  Stage: z.string(),
});

export const domainProviders = ({ model, region, warnOnce }: ProviderNeeds): ResourceProvider[] => [
  providerOf('AWS::ApiGateway::DomainName', domainName, (properties, { physicalId }) => {
    if (properties.MutualTlsAuthentication !== undefined) warnOnce('API Gateway: mutual TLS is not asked for here');
    if (properties.RoutingMode !== undefined && properties.RoutingMode !== 'API_MAPPING_ONLY') {
      warnOnce('API Gateway: routing rules have no effect here');
    }
    const name = properties.DomainName;
    mappingsOf(model, name);
    const id = awsId(physicalId);
    return {
      ref: name,
      attributes: {
        DomainNameArn: `arn:aws:apigateway:${region}::/domainnames/${name}`,
        RegionalDomainName: `d-${id}.execute-api.${region}.amazonaws.com`,
        // The zone of Regional endpoints in eu-west-2: https://docs.aws.amazon.com/general/latest/gr/apigateway.html
        RegionalHostedZoneId: 'ZJ5UAJN8Y3Z2Q',
        DistributionDomainName: `d${id}.cloudfront.net`,
        DistributionHostedZoneId: 'Z2FDTNDATAQYW2',
      },
    };
  }),
  providerOf(
    'AWS::ApiGateway::BasePathMapping',
    basePathMapping,
    (properties, { physicalId }) => {
      map(model, v1Mapping(properties), physicalId);
      return { ref: awsId(physicalId) };
    },
    (properties, { physicalId }) => unmap(model, v1Mapping(properties), physicalId),
  ),
  providerOf(
    'AWS::ApiGatewayV2::ApiMapping',
    apiMapping,
    (properties, { physicalId, previous }) => {
      map(model, v2Mapping(properties), physicalId);
      const before = apiMapping.safeParse(previous?.properties).data;
      if (before && before.ApiMappingKey !== properties.ApiMappingKey) unmap(model, v2Mapping(before), physicalId);
      const id = awsId(physicalId).slice(0, 6);
      return { ref: id, attributes: { ApiMappingId: id } };
    },
    (properties, { physicalId }) => unmap(model, v2Mapping(properties), physicalId),
  ),
];

interface Mapping extends ApiStage {
  readonly domain: string;
  readonly basePath: string;
}

const v1Mapping = ({ DomainName, BasePath, RestApiId, Stage }: z.infer<typeof basePathMapping>): Mapping => ({
  domain: DomainName,
  basePath: BasePath === '(none)' ? '' : BasePath,
  apiId: RestApiId,
  stage: Stage,
});

const v2Mapping = ({ DomainName, ApiMappingKey, ApiId, Stage }: z.infer<typeof apiMapping>): Mapping => ({
  domain: DomainName,
  basePath: ApiMappingKey,
  apiId: ApiId,
  stage: Stage,
});

function mappingsOf({ domains }: GatewayModel, name: string): Map<string, MappedStage> {
  const mappings = domains.get(name) ?? new Map<string, MappedStage>();
  domains.set(name, mappings);
  return mappings;
}

/** API Gateway lets nobody take a base path that another mapping has. */
function map(model: GatewayModel, { domain, basePath, apiId, stage }: Mapping, mappedBy: string): void {
  const mappings = mappingsOf(model, domain);
  const taken = mappings.get(basePath);
  if (taken && taken.mappedBy !== mappedBy) throw new Error(`base path /${basePath} of ${domain} is already taken`);
  mappings.set(basePath, { apiId, stage, mappedBy });
}

function unmap(model: GatewayModel, { domain, basePath }: Mapping, mappedBy: string): void {
  const mappings = mappingsOf(model, domain);
  if (mappings.get(basePath)?.mappedBy === mappedBy) mappings.delete(basePath);
}
