/** What the platform does in AWS with a type of resource that an endpoint may not know. */
const lost: Readonly<Record<string, string>> = {
  'AWS::Logs::LogStream': 'delivery errors of the access-log stream are written nowhere',
  'AWS::WAFv2::WebACLAssociation': 'the firewall stands before no API: requests are not limited by address',
  'AWS::WAFv2::WebACL': 'there is no firewall: requests are not limited by address',
  'AWS::ApiGateway::Account': 'API Gateway writes no execution log',
  'AWS::ApiGateway::GatewayResponse': 'what the gateway itself refuses is not in the error format of the API',
  'AWS::ApiGateway::UsagePlan': 'no limit holds for one application',
  'AWS::ApiGatewayV2::ApiMapping': 'APIs answer under the endpoint’s own addresses and not under their base path',
  'AWS::CertificateManager::Certificate': 'host names of the platform are served without TLS',
  'AWS::KinesisFirehose::DeliveryStream': 'no access record is redacted or stored',
  'AWS::Events::Rule': 'nothing runs on a schedule: no early deletion of access records',
  'AWS::CloudWatch::Alarm': 'nobody is told when a service level is at risk',
  'AWS::CloudWatch::Dashboard': 'no dashboard shows how the platform does',
  'AWS::CloudFront::Distribution': 'the portal answers without a distribution before it',
  'AWS::Backup::BackupVault': 'nothing is backed up',
};

export const whatIsLost = (type: string): string => lost[type] ?? 'what it does in AWS does not happen';
