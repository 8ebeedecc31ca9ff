import * as z from 'zod';
import { type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import { apiOf, awsId, count, type Needs, textMap } from './gateway-resource';

const authorizerProperties = z.object({
  RestApiId: z.string(),
  Type: z.string(),
  AuthorizerUri: z.string().default(''),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html
  AuthorizerResultTtlInSeconds: count.max(3600).default(300),
  IdentitySource: z.string().default(''),
  IdentityValidationExpression: z.string().optional(),
});

export const authorizer = ({ apigateway: { model, warnOnce } }: Needs): ResourceType =>
  resourceType(authorizerProperties, {
    replacedBy: ['RestApiId'],
    provision(properties, { physicalId }) {
      const identitySources = properties.IdentitySource.split(',')
        .map((source) => source.trim())
        .filter(Boolean);
      if (!['TOKEN', 'REQUEST'].includes(properties.Type)) {
        warnOnce(`API Gateway: authorizers of type ${properties.Type} refuse every call here`);
      }
      const isCached = properties.AuthorizerResultTtlInSeconds > 0 || properties.Type === 'TOKEN';
      if (identitySources.length === 0 && isCached) {
        throw new Error('an authorizer whose result is cached needs an identity source: API Gateway refuses it');
      }
      const id = awsId(physicalId);
      apiOf(model, properties.RestApiId).authorizers.set(id, {
        id,
        type: properties.Type,
        uri: properties.AuthorizerUri,
        identitySources,
        validationExpression: properties.IdentityValidationExpression,
        ttlSeconds: properties.AuthorizerResultTtlInSeconds,
      });
      return { ref: id, attributes: { AuthorizerId: id } };
    },
  });

const gatewayResponseProperties = z.object({
  RestApiId: z.string(),
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: textMap,
  ResponseTemplates: textMap,
});

export const gatewayResponse = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(gatewayResponseProperties, {
    replacedBy: ['RestApiId', 'ResponseType'],
    provision(properties, { physicalId }) {
      apiOf(model, properties.RestApiId).gatewayResponses.set(properties.ResponseType, {
        statusCode: properties.StatusCode,
        parameters: properties.ResponseParameters,
        templates: properties.ResponseTemplates,
      });
      const id = awsId(physicalId);
      return { ref: id, attributes: { Id: id } };
    },
  });
