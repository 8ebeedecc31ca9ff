import { Arn, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment';

export interface PortalMailsProps {
  /** Of the environment; what did not arrive is counted under it. */
  readonly environment: string;
  /** The environment's own, which SES verifies. */
  readonly domain: NonNullable<Environment['domain']>;
  /** An address of it. @default no-reply@<domain> */
  readonly from?: string | undefined;
}

/**
 * What the portal's own mails are sent through: an identity that signs them (DKIM; its records are written to the domain's
 * zone where the environment owns one), over TLS alone. What did not arrive is counted and neither listed nor mailed to
 * anybody, as nobody could say when an address in such a list or a mailbox ends. Codes are Cognito's mails.
 */
export class PortalMails extends Construct {
  readonly from: string;
  readonly configurationSet: string;
  readonly #resourceArns: string[];

  constructor(scope: Construct, id: string, { environment, domain, from }: PortalMailsProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      disableSuppressionList: true,
    });
    set.addEventDestination('Counts', {
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
      // No mail bears the tag, so each counts under the default.
      destination: EventDestination.cloudWatchDimensions([
        { source: CloudWatchDimensionSource.MESSAGE_TAG, name: 'environment', defaultValue: environment },
      ]),
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: this.#verified(domain),
      configurationSet: set,
      feedbackForwarding: false,
    });
    this.from = from ?? `no-reply@${domain.name}`;
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

  #verified({ name: zoneName, hostedZoneId }: PortalMailsProps['domain']): Identity {
    if (!hostedZoneId) return Identity.domain(zoneName);
    const attributes = { hostedZoneId, zoneName };
    return Identity.publicHostedZone(PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', attributes));
  }
}

/** What a function that mails is told in its environment. */
export const mailEnv = (mails: PortalMails | undefined) => ({
  MAIL_FROM: mails?.from ?? '',
  MAIL_SET: mails?.configurationSet ?? '',
});
