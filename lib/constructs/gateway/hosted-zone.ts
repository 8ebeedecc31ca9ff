import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment';

/** The zone that the environment's names are written to, where it owns one. */
export function hostedZone(scope: Construct, { domain }: Environment): IHostedZone | undefined {
  if (!domain?.hostedZoneId) return undefined;
  const { hostedZoneId, name: zoneName } = domain;
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName });
}
