import type { ServiceRecordName } from '../../../domain/retention/service-records';

/** By resource type, what its service stores by itself. Nothing, for a type that stands for a setting or a name. */
const recordsOf: Readonly<Record<string, readonly ServiceRecordName[]>> = {
  'AWS::ApiGateway::ApiKey': ['gatewayKeys'],
  'AWS::ApiGateway::Deployment': ['traces', 'methodMetrics', 'responseCache'],
  'AWS::ApiGateway::Stage': ['metrics', 'traces', 'methodMetrics', 'responseCache'],
  'AWS::ApiGateway::UsagePlan': ['gatewayKeys'],
  'AWS::Athena::WorkGroup': ['queryHistory', 'metrics'],
  'AWS::Backup::BackupPlan': ['backupJobs'],
  'AWS::Backup::BackupVault': ['backupJobs'],
  'AWS::CertificateManager::Certificate': ['certificateTransparency'],
  'AWS::CloudFront::Distribution': ['edgeReports', 'edgeLogs', 'metrics'],
  'AWS::CodeBuild::Project': ['deliveries'],
  'AWS::CodePipeline::Pipeline': ['deliveries'],
  'AWS::Cognito::UserPool': ['unconfirmedSignUps', 'signInHistory', 'metrics'],
  'AWS::DynamoDB::GlobalTable': ['rowKeys', 'metrics'],
  'AWS::DynamoDB::Table': ['rowKeys', 'metrics'],
  'AWS::Events::EventBus': ['queuedEvents', 'eventArchive'],
  'AWS::Events::Rule': ['queuedEvents'],
  'AWS::KinesisFirehose::DeliveryStream': ['undeliveredRecords', 'metrics'],
  'AWS::Lambda::Function': ['queuedEvents', 'metrics', 'traces', 'layers'],
  'AWS::Logs::MetricFilter': ['metrics'],
  'AWS::SES::ConfigurationSet': ['mailLists', 'metrics'],
  'AWS::SES::ConfigurationSetEventDestination': ['mailLists', 'metrics'],
  'AWS::SES::EmailIdentity': ['mailsOnTheirWay', 'mailLists'],
  'AWS::SNS::Subscription': ['alarmSubscribers'],
  'AWS::SNS::Topic': ['traces', 'metrics'],
  'AWS::SQS::Queue': ['metrics'],
  'AWS::SSM::Parameter': ['previousSecrets'],
  'AWS::Scheduler::Schedule': ['queuedEvents'],
  'AWS::SecretsManager::Secret': ['previousSecrets'],
  'AWS::WAFv2::IPSet': ['blockedAddresses'],
  'AWS::WAFv2::WebACL': ['blockedAddresses', 'requestSamples', 'metrics'],
};

const nothing = new Set(
  [
    ['ApiGateway', 'Account Authorizer BasePathMapping BasePathMappingV2 DomainName DomainNameV2 GatewayResponse'],
    ['ApiGateway', 'Method Model RequestValidator Resource RestApi UsagePlanKey'],
    ['ApiGatewayV2', 'ApiMapping DomainName RoutingRule'],
    ['Athena', 'NamedQuery'],
    ['Backup', 'BackupSelection'],
    ['CDK', 'Metadata'],
    ['CertificateManager', 'Account'],
    ['CloudFormation', 'Stack WaitConditionHandle'],
    ['CloudFront', 'CachePolicy Function OriginAccessControl OriginRequestPolicy ResponseHeadersPolicy'],
    ['CloudTrail', 'Trail'],
    ['CloudWatch', 'Alarm CompositeAlarm Dashboard'],
    ['Cognito', 'UserPoolClient UserPoolGroup'],
    ['Glue', 'Database Table'],
    ['IAM', 'ManagedPolicy Policy Role'],
    ['KMS', 'Alias Key'],
    ['Lambda', 'Alias EventInvokeConfig EventSourceMapping Permission Url Version'],
    ['Logs', 'LogGroup LogStream ResourcePolicy SubscriptionFilter'],
    ['Route53', 'RecordSet'],
    ['S3', 'Bucket BucketPolicy'],
    ['SNS', 'TopicPolicy'],
    ['SQS', 'QueuePolicy'],
    ['SSM', 'Document'],
    ['WAFv2', 'WebACLAssociation'],
  ].flatMap(([service = '', types = '']) => types.split(' ').map((type) => `AWS::${service}::${type}`)),
);

/** `undefined` for a type of which nobody has said it. A resource of the platform's own functions stores nothing. */
export const serviceRecordsOf = (type: string): readonly ServiceRecordName[] | undefined =>
  Object.hasOwn(recordsOf, type) ? recordsOf[type] : nothing.has(type) || type.startsWith('Custom::') ? [] : undefined;
