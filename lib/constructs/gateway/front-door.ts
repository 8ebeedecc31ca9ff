import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment';
import { domainNames } from '../../config/public-urls';
import { hostedZone } from './hosted-zone';

/** The host names that callers know, each with its certificate and, where the environment owns a zone, its records. */
export class FrontDoor extends Construct {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const names = domainNames(environment);
    if (!names) return;
    const zone = hostedZone(this, environment);
    for (const [key, name] of Object.entries(names)) {
      const certificate = new Certificate(this, `${key}Certificate`, {
        domainName: name,
        validation: CertificateValidation.fromDns(zone),
      });
      const domain = new DomainName(this, key, {
        domainName: name,
        certificate,
        endpointType: EndpointType.REGIONAL,
        securityPolicy: SecurityPolicy.TLS_1_2,
      });
      if (zone) this.#alias(key, name, zone, domain);
    }
  }

  #alias(key: string, recordName: string, zone: IHostedZone, domain: DomainName) {
    const target = RecordTarget.fromAlias(new ApiGatewayDomain(domain));
    new ARecord(this, `${key}Alias`, { zone, recordName, target });
    new AaaaRecord(this, `${key}AliasV6`, { zone, recordName, target });
  }
}
