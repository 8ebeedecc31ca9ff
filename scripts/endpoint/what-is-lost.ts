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
  'AWS::CloudWatch::CompositeAlarm': 'nobody is told when a service level is at risk',
  'AWS::Logs::MetricFilter': 'faults of the authoriser are not counted',
  'AWS::CloudTrail::Trail': 'who read access records is recorded nowhere',
  'AWS::Glue::Database': 'anonymised records can be asked nothing',
  'AWS::Glue::Table': 'anonymised records can be asked nothing',
  'AWS::Athena::WorkGroup': 'anonymised records can be asked nothing',
  'AWS::Athena::NamedQuery': 'anonymised records can be asked nothing',
  'AWS::CloudFront::ResponseHeadersPolicy': 'static files of the portal come without security headers',
  'AWS::CloudFront::OriginAccessControl': 'static files of the portal are not behind a distribution',
  'AWS::Backup::BackupSelection': 'nothing is backed up',
  'AWS::CloudFront::Distribution': 'the portal answers without a distribution before it',
  'AWS::Backup::BackupVault': 'nothing is backed up',
};

export const whatIsLost = (type: string): string => lost[type] ?? 'what it does in AWS does not happen';
