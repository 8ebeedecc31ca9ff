import { z } from 'zod';
import type { ResourceProvider } from '../../resources/resource-provider';
import type { ApiStage, GatewayModel } from '../gateway-model';
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
  providerOf('AWS::ApiGateway::BasePathMapping', basePathMapping, (properties, { physicalId }) => {
    const target = { apiId: properties.RestApiId, stage: properties.Stage };
    map(model, properties.DomainName, properties.BasePath === '(none)' ? '' : properties.BasePath, target);
    return { ref: awsId(physicalId) };
  }),
  providerOf('AWS::ApiGatewayV2::ApiMapping', apiMapping, (properties, { physicalId }) => {
    const target = { apiId: properties.ApiId, stage: properties.Stage };
    map(model, properties.DomainName, properties.ApiMappingKey, target);
    const id = awsId(physicalId).slice(0, 6);
    return { ref: id, attributes: { ApiMappingId: id } };
  }),
];

function mappingsOf({ domains }: GatewayModel, name: string): Map<string, ApiStage> {
  const mappings = domains.get(name) ?? new Map<string, ApiStage>();
  domains.set(name, mappings);
  return mappings;
}

function map(model: GatewayModel, domain: string, basePath: string, target: ApiStage): void {
  const mappings = mappingsOf(model, domain);
  const taken = mappings.get(basePath);
  if (taken && taken.apiId !== target.apiId) throw new Error(`base path /${basePath} of ${domain} is already taken`);
  mappings.set(basePath, target);
}
