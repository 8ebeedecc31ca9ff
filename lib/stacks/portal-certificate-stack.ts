import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { edgeRegion } from '../config/edge';
import type { Environment } from '../config/environment';
import { hostedZone } from '../constructs/gateway/hosted-zone';
import { PlatformStack } from './platform-stack';

/** The portal's certificate, which CloudFront takes from us-east-1 alone; it holds no data. */
export class PortalCertificateStack extends PlatformStack {
  readonly certificate: Certificate;

  constructor(scope: Construct, environment: Environment, domainName: string) {
    super(scope, 'PortalCertificate', environment, 'Certificate of the developer portal', edgeRegion);
    const validation = CertificateValidation.fromDns(hostedZone(this, environment));
    this.certificate = new Certificate(this, 'Certificate', { domainName, validation });
  }
}
