import * as z from 'zod';
import { flag, type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import { INTEGRATION_TYPES } from '../integrations/integrate';
import type { Integration } from '../model/gateway-model';
import { apiOf, awsId, count, type Needs, textMap } from './gateway-resource';

const integration = z.object({
  Type: z.string(),
  Uri: z.string().default(''),
  IntegrationHttpMethod: z.string().default('ANY'),
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  TimeoutInMillis: count.default(29_000),
  RequestParameters: textMap,
  RequestTemplates: textMap,
  IntegrationResponses: z
    .array(
      z.object({
        StatusCode: z.coerce.number(),
        SelectionPattern: z.string().default(''),
        ResponseParameters: textMap,
        ResponseTemplates: textMap,
      }),
    )
    .default([]),
});

const methodProperties = z.object({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  ApiKeyRequired: flag.default(false),
  RequestParameters: z.record(z.string(), flag).default({}),
  RequestModels: textMap,
  RequestValidatorId: z.string().optional(),
  Integration: integration.prefault({ Type: 'NONE' }),
});

export const method = ({ apigateway: { model, warnOnce } }: Needs): ResourceType =>
  resourceType(methodProperties, {
    replacedBy: ['RestApiId', 'ResourceId', 'HttpMethod'],
    provision(properties, { physicalId }) {
      const resource = apiOf(model, properties.RestApiId).resources.get(properties.ResourceId);
      if (!resource) throw new Error(`no resource ${properties.ResourceId} in REST API ${properties.RestApiId}`);
      if (!['NONE', 'CUSTOM'].includes(properties.AuthorizationType)) {
        warnOnce(`API Gateway: methods with authorization type ${properties.AuthorizationType} refuse every call here`);
      }
      resource.methods.set(properties.HttpMethod.toUpperCase(), {
        authorizationType: properties.AuthorizationType,
        authorizerId: properties.AuthorizerId,
        apiKeyRequired: properties.ApiKeyRequired,
        requestParameters: properties.RequestParameters,
        requestModels: properties.RequestModels,
        validatorId: properties.RequestValidatorId,
        integration: integrationOf(properties.Integration, warnOnce),
      });
      return { ref: awsId(physicalId) };
    },
    remove({ RestApiId, ResourceId, HttpMethod }) {
      model.apis.get(RestApiId)?.resources.get(ResourceId)?.methods.delete(HttpMethod.toUpperCase());
    },
  });

function integrationOf(given: z.infer<typeof integration>, warnOnce: Needs['apigateway']['warnOnce']): Integration {
  if (!INTEGRATION_TYPES.includes(given.Type)) {
    warnOnce(`API Gateway: integrations of type ${given.Type} answer 500 here`);
  }
  const responses = given.IntegrationResponses.map((each) => ({
    statusCode: each.StatusCode,
    selectionPattern: each.SelectionPattern,
    parameters: each.ResponseParameters,
    templates: each.ResponseTemplates,
  }));
  const templates = [given.RequestTemplates, ...responses.map((each) => each.templates)].flatMap(Object.values);
  if (templates.some((template) => /#(set|if|foreach|else|end|macro)\b|\$(input|util)\b/.test(template))) {
    warnOnce('API Gateway: mapping templates are not run as VTL here; only $context and $stageVariables are filled in');
  }
  return {
    type: given.Type,
    uri: given.Uri,
    httpMethod: given.IntegrationHttpMethod,
    timeoutMillis: given.TimeoutInMillis,
    requestParameters: given.RequestParameters,
    requestTemplates: given.RequestTemplates,
    responses,
  };
}
