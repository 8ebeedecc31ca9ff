import { z } from 'zod';
import type { ResourceProvider } from '../../../cloud/resources/resource-provider';
import { awsId } from './aws-id';
import { count, textMap } from './property-types';
import { apiOf, type ProviderNeeds, providerOf } from './provider-needs';

const authorizer = z.object({
  RestApiId: z.string(),
  Type: z.string(),
  AuthorizerUri: z.string().default(''),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html
  AuthorizerResultTtlInSeconds: count.max(3600).default(300),
  IdentitySource: z.string().default(''),
  IdentityValidationExpression: z.string().optional(),
});

const gatewayResponse = z.object({
  RestApiId: z.string(),
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: textMap,
  ResponseTemplates: textMap,
});

export const accessProviders = ({ model, warnOnce }: ProviderNeeds): ResourceProvider[] => [
  providerOf('AWS::ApiGateway::Authorizer', authorizer, (properties, { physicalId }) => {
    const identitySources = properties.IdentitySource.split(',')
      .map((source) => source.trim())
      .filter(Boolean);
    if (!['TOKEN', 'REQUEST'].includes(properties.Type)) {
      warnOnce(`API Gateway: authorizers of type ${properties.Type} refuse every call here`);
    }
    if (identitySources.length === 0 && (properties.AuthorizerResultTtlInSeconds > 0 || properties.Type === 'TOKEN')) {
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
  }),
  providerOf('AWS::ApiGateway::GatewayResponse', gatewayResponse, (properties, { physicalId }) => {
    apiOf(model, properties.RestApiId).gatewayResponses.set(properties.ResponseType, {
      statusCode: properties.StatusCode,
      parameters: properties.ResponseParameters,
      templates: properties.ResponseTemplates,
    });
    const id = awsId(physicalId);
    return { ref: id, attributes: { Id: id } };
  }),
];
