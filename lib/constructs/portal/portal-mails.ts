import { Arn, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

export interface PortalMailsProps {
  /** The environment's own: mails come from `no-reply@<domain>`. */
  readonly domain: string;
}

/**
 * What the portal's own mails are sent through: an identity that signs them (DKIM; its records are outputs of SES to be
 * published in the domain's zone), over TLS alone, with no list of addresses that bounced, as nobody could say when such a
 * list ends. Codes are Cognito's mails.
 */
export class PortalMails extends Construct {
  readonly from: string;
  readonly configurationSet: string;
  readonly #resourceArns: string[];

  constructor(scope: Construct, id: string, { domain }: PortalMailsProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      disableSuppressionList: true,
    });
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet: set });
    this.from = `no-reply@${domain}`;
    this.configurationSet = set.configurationSetName;
    const setArn = Arn.format(
      { service: 'ses', resource: 'configuration-set', resourceName: set.configurationSetName },
      Stack.of(this),
    );
    this.#resourceArns = [identity.emailIdentityArn, setArn];
  }

  allowSend(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['ses:SendEmail'],
      resourceArns: this.#resourceArns,
      conditions: { StringEquals: { 'ses:FromAddress': this.from } },
    });
  }
}
