import type { Cloud } from '../cloud/cloud';
import type { ResourceType } from '../cloud/resources/resource-type';
import { authorizer, gatewayResponse } from './apigateway/resources/authorizers';
import { apiMapping, basePathMapping, domainName } from './apigateway/resources/domains';
import { method } from './apigateway/resources/methods';
import { jsonModel, requestValidator, resource, restApi } from './apigateway/resources/rest-apis';
import { deployment, gatewayAccount, stage } from './apigateway/resources/stages';
import { apiKey, usagePlan, usagePlanKey } from './apigateway/resources/usage-plans';
import { webAcl, webAclAssociation } from './apigateway/resources/web-acls';
import { distribution, originAccessControl, responseHeadersPolicy } from './cloudfront/resources';
import { trail } from './cloudtrail/resources';
import { userPool, userPoolClient } from './cognito/resources';
import { table } from './dynamodb/resources';
import { rule, schedule } from './events/resources';
import { deliveryStream } from './firehose/resources';
import { managedPolicy, policy, role } from './iam/resources';
import { key, keyAlias } from './kms/resources';
import { eventSourceMapping } from './lambda/event-source-mapping';
import { eventInvokeConfig, functionAlias, lambdaFunction, permission, version } from './lambda/resources';
import { logGroup, logStream } from './logs/resources';
import { bucket, bucketPolicy } from './s3/resources';
import { secret, secretPolicy } from './secretsmanager/resources';
import type { Services } from './services';
import { configurationSet, configurationSetEventDestination, emailIdentity } from './ses/resources';
import { queue, queuePolicy } from './sqs/resources';
import { parameter } from './ssm/resources';

type MakeResourceType = (needs: Services & { readonly cloud: Cloud }) => ResourceType;

/** Every resource type that the embedded cloud runs, custom resources aside. */
export const resourceTypes = {
  'AWS::ApiGateway::Account': gatewayAccount,
  'AWS::ApiGateway::ApiKey': apiKey,
  'AWS::ApiGateway::Authorizer': authorizer,
  'AWS::ApiGateway::BasePathMapping': basePathMapping,
  'AWS::ApiGateway::Deployment': deployment,
  'AWS::ApiGateway::DomainName': domainName,
  'AWS::ApiGateway::GatewayResponse': gatewayResponse,
  'AWS::ApiGateway::Method': method,
  'AWS::ApiGateway::Model': jsonModel,
  'AWS::ApiGateway::RequestValidator': requestValidator,
  'AWS::ApiGateway::Resource': resource,
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::ApiGateway::Stage': stage,
  'AWS::ApiGateway::UsagePlan': usagePlan,
  'AWS::ApiGateway::UsagePlanKey': usagePlanKey,
  'AWS::ApiGatewayV2::ApiMapping': apiMapping,
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::OriginAccessControl': originAccessControl,
  'AWS::CloudFront::ResponseHeadersPolicy': responseHeadersPolicy,
  'AWS::CloudTrail::Trail': trail,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': rule,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': keyAlias,
  'AWS::KMS::Key': key,
  'AWS::KinesisFirehose::DeliveryStream': deliveryStream,
  'AWS::Lambda::Alias': functionAlias,
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': permission,
  'AWS::Lambda::Version': version,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::LogStream': logStream,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::SES::ConfigurationSet': configurationSet,
  'AWS::SES::ConfigurationSetEventDestination': configurationSetEventDestination,
  'AWS::SES::EmailIdentity': emailIdentity,
  'AWS::SSM::Parameter': parameter,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::SecretsManager::ResourcePolicy': secretPolicy,
  'AWS::SecretsManager::Secret': secret,
  'AWS::WAFv2::WebACL': webAcl,
  'AWS::WAFv2::WebACLAssociation': webAclAssociation,
} as const satisfies Readonly<Record<string, MakeResourceType>>;

export const resourceTypesOf = (...[needs]: Parameters<MakeResourceType>): ReadonlyMap<string, ResourceType> =>
  new Map(Object.entries(resourceTypes).map(([name, make]) => [name, make(needs)]));
