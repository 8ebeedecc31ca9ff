import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { allowLogGroups } from './allow-log-groups';

/** The keys of an environment: what one opens, another does not. */
export class PlatformKeys extends Construct {
  /** Tables, secrets and the catalogue. */
  readonly state: Key;
  /** Operational logs and log groups. */
  readonly logs: Key;
  /** Anonymised records, apart from the logs they came from. */
  readonly analytics: Key;

  constructor(scope: Construct, id: string, { retain }: { retain: boolean }) {
    super(scope, id);
    const key = (name: string, description: string) =>
      new Key(this, name, {
        description,
        enableKeyRotation: true,
        pendingWindow: Duration.days(30),
        removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
    this.state = key('State', 'Tables, secrets and published documents');
    this.logs = key('Logs', 'Operational logs');
    this.analytics = key('Analytics', 'Anonymised records');
    allowLogGroups(this.logs);
  }
}
