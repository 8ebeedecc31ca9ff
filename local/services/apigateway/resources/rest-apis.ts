import * as z from 'zod';
import { flag, type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import { accountQuotas } from '../model/account-quotas';
import { apiOf, awsId, type Needs } from './gateway-resource';

const restApiProperties = z.object({
  Name: z.string().default('RestApi'),
  Description: z.string().default(''),
  ApiKeySourceType: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
  BinaryMediaTypes: z.array(z.string().transform((type) => type.toLowerCase())).default([]),
  Body: z.unknown().optional(),
  BodyS3Location: z.unknown().optional(),
  DisableExecuteApiEndpoint: flag.default(false),
  MinimumCompressionSize: z.unknown().optional(),
  Policy: z.unknown().optional(),
});

const NOT_RUN = ['Body', 'BodyS3Location', 'MinimumCompressionSize', 'Policy'] as const;

export const restApi = ({ apigateway: { model, warnOnce } }: Needs): ResourceType =>
  resourceType(restApiProperties, {
    provision(properties, { physicalId }) {
      for (const name of NOT_RUN) {
        if (properties[name] !== undefined) warnOnce(`API Gateway: RestApi.${name} has no effect here`);
      }
      const id = awsId(physicalId);
      const rootResourceId = awsId(physicalId, 'root');
      const known = model.apis.get(id);
      model.apis.set(id, {
        id,
        name: properties.Name,
        description: properties.Description,
        rootResourceId,
        apiKeySource: properties.ApiKeySourceType,
        binaryMediaTypes: properties.BinaryMediaTypes,
        answersOnOwnHost: !properties.DisableExecuteApiEndpoint,
        resources:
          known?.resources ?? new Map([[rootResourceId, { id: rootResourceId, path: '/', methods: new Map() }]]),
        authorizers: known?.authorizers ?? new Map(),
        gatewayResponses: known?.gatewayResponses ?? new Map(),
        validators: known?.validators ?? new Map(),
        models: known?.models ?? new Map(),
        deployments: known?.deployments ?? new Map(),
        stages: known?.stages ?? new Map(),
      });
      return { ref: id, attributes: { RestApiId: id, RootResourceId: rootResourceId } };
    },
    remove: (_properties, { ref }) => void model.apis.delete(ref),
  });

const resourceProperties = z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() });

export const resource = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(resourceProperties, {
    replacedBy: ['RestApiId', 'ParentId', 'PathPart'],
    provision({ RestApiId, ParentId, PathPart }, { physicalId }) {
      const { resources } = apiOf(model, RestApiId);
      const parent = resources.get(ParentId);
      if (!parent) throw new Error(`no resource ${ParentId} in REST API ${RestApiId}`);
      const id = awsId(physicalId);
      if (!resources.has(id) && resources.size >= accountQuotas.resourcesPerApi) {
        throw new Error(
          `Limit exceeded: a REST API has ${accountQuotas.resourcesPerApi} resources (AWS::ApiGateway::Resource)`,
        );
      }
      const methods = resources.get(id)?.methods ?? new Map();
      resources.set(id, { id, path: `${parent.path === '/' ? '' : parent.path}/${PathPart}`, methods });
      return { ref: id, attributes: { ResourceId: id } };
    },
    remove: ({ RestApiId }, { ref }) => void model.apis.get(RestApiId)?.resources.delete(ref),
  });

const validatorProperties = z.object({
  RestApiId: z.string(),
  ValidateRequestBody: flag.default(false),
  ValidateRequestParameters: flag.default(false),
});

export const requestValidator = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(validatorProperties, {
    replacedBy: ['RestApiId', 'Name'],
    provision({ RestApiId, ValidateRequestBody: body, ValidateRequestParameters: parameters }, { physicalId }) {
      const id = awsId(physicalId);
      apiOf(model, RestApiId).validators.set(id, { body, parameters });
      return { ref: id, attributes: { RequestValidatorId: id } };
    },
  });

const modelProperties = z.object({ RestApiId: z.string(), Name: z.string().optional(), Schema: z.unknown() });

export const jsonModel = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(modelProperties, {
    replacedBy: ['RestApiId', 'Name'],
    provision({ RestApiId, Name, Schema }, { physicalId }) {
      const name = Name ?? `Model${awsId(physicalId)}`;
      apiOf(model, RestApiId).models.set(name, typeof Schema === 'string' ? JSON.parse(Schema) : Schema);
      return { ref: name };
    },
  });
