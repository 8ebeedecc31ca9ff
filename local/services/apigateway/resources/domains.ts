import * as z from 'zod';
import { type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import type { ApiStage, GatewayModel, MappedStage } from '../model/gateway-model';
import { awsId, type Needs } from './gateway-resource';

const domainProperties = z.object({
  DomainName: z.string(),
  MutualTlsAuthentication: z.unknown().optional(),
  RoutingMode: z.unknown().optional(),
});

export const domainName = ({ cloud, apigateway: { model, warnOnce } }: Needs): ResourceType =>
  resourceType(domainProperties, {
    replacedBy: ['DomainName'],
    provision({ DomainName: name, MutualTlsAuthentication, RoutingMode }, { physicalId }) {
      if (MutualTlsAuthentication !== undefined) warnOnce('API Gateway: mutual TLS is not asked for here');
      if (RoutingMode !== undefined && RoutingMode !== 'API_MAPPING_ONLY') {
        warnOnce('API Gateway: routing rules have no effect here');
      }
      mappingsOf(model, name);
      const id = awsId(physicalId);
      const { region } = cloud.account;
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
    },
  });

const basePathProperties = z.object({
  DomainName: z.string(),
  BasePath: z.string().default(''),
  RestApiId: z.string(),
  Stage: z.string(),
});

export const basePathMapping = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(basePathProperties, {
    replacedBy: ['DomainName', 'BasePath'],
    turn: 'last',
    provision(properties, { physicalId }) {
      map(model, v1Mapping(properties), physicalId);
      return { ref: awsId(physicalId) };
    },
    remove: (properties, { physicalId }) => unmap(model, v1Mapping(properties), physicalId),
  });

const apiMappingProperties = z.object({
  DomainName: z.string(),
  ApiMappingKey: z.string().default(''),
  ApiId: z.string(),
  Stage: z.string(),
});

export const apiMapping = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(apiMappingProperties, {
    replacedBy: ['DomainName'],
    turn: 'last',
    provision(properties, { physicalId, previous }) {
      map(model, v2Mapping(properties), physicalId);
      const before = apiMappingProperties.safeParse(previous?.properties).data;
      if (before && before.ApiMappingKey !== properties.ApiMappingKey) unmap(model, v2Mapping(before), physicalId);
      const id = awsId(physicalId).slice(0, 6);
      return { ref: id, attributes: { ApiMappingId: id } };
    },
    remove: (properties, { physicalId }) => unmap(model, v2Mapping(properties), physicalId),
  });

interface Mapping extends ApiStage {
  readonly domain: string;
  readonly basePath: string;
}

const v1Mapping = ({ DomainName, BasePath, RestApiId, Stage }: z.infer<typeof basePathProperties>): Mapping => ({
  domain: DomainName,
  basePath: BasePath === '(none)' ? '' : BasePath,
  apiId: RestApiId,
  stage: Stage,
});

const v2Mapping = ({ DomainName, ApiMappingKey, ApiId, Stage }: z.infer<typeof apiMappingProperties>): Mapping => ({
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
