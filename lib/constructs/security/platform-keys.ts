import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { allowLogGroups } from './allow-log-groups';
import { stateRemoval } from './state-removal';

/** The keys of an environment: what one opens, another does not. */
export class PlatformKeys extends Construct {
  /** Tables, secrets and the catalogue. */
  readonly state: Key;
  /** Log groups, and records on their way. */
  readonly logs: Key;
  /** Access records at rest, and nothing else: `OperationalLogBucket` says who may use it. */
  readonly operationalLogs: Key;
  /** Anonymised records, apart from the logs they came from. */
  readonly analytics: Key;

  constructor(scope: Construct, id: string, { retain }: { retain: boolean }) {
    super(scope, id);
    const key = (name: string, description: string) =>
      new Key(this, name, {
        description,
        enableKeyRotation: true,
        pendingWindow: Duration.days(30),
        removalPolicy: stateRemoval(retain),
      });
    this.state = key('State', 'Tables, secrets and published documents');
    this.logs = key('Logs', 'Log groups, and records on their way');
    this.operationalLogs = key('OperationalLogs', 'Operational logs');
    this.analytics = key('Analytics', 'Anonymised records');
    allowLogGroups(this.logs);
  }
}
