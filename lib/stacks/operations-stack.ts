import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import { AlarmTopic } from '../constructs/operations/alarm-topic';
import { Backups } from '../constructs/operations/backups';
import { Prober } from '../constructs/operations/prober';
import { Watch } from '../constructs/operations/watch';
import { watchAnonymiser } from '../constructs/operations/watch-anonymiser';
import { watchApi, watchApis } from '../constructs/operations/watch-apis';
import { watchAuthorizer } from '../constructs/operations/watch-authorizer';
import { watchAvailability } from '../constructs/operations/watch-availability';
import { watchBackups } from '../constructs/operations/watch-backups';
import { watchLogDelivery } from '../constructs/operations/watch-log-delivery';
import { watchProbes } from '../constructs/operations/watch-probes';
import { watchTokenEndpoint } from '../constructs/operations/watch-token-endpoint';
import type { FoundationStack } from './foundation-stack';
import type { GatewayStack } from './gateway-stack';
import type { IdentityStack } from './identity-stack';
import type { LogsStack } from './logs-stack';
import { PlatformStack } from './platform-stack';

export interface OperationsStackProps {
  readonly foundation: FoundationStack;
  readonly logs: LogsStack;
  readonly identity: IdentityStack;
  readonly gateway: GatewayStack;
}

/** How the platform is kept working: dashboards, alarms, probes and backups. */
export class OperationsStack extends PlatformStack {
  private readonly watch: Watch;

  constructor(scope: Construct, environment: Environment, props: OperationsStackProps) {
    super(scope, 'Operations', environment, 'Dashboards, alarms, probes and backups');
    const { stores, monitoringKey } = props.foundation;
    const { authorizationServer, surroundings } = props.identity;
    const topic = new AlarmTopic(this, 'Alarms', { subscribers: environment.alarmSubscribers });
    new Prober(this, 'Prober', { surroundings, stores, monitoringKey, authorizationServer });
    const backups = new Backups(this, 'Backups', {
      tables: [stores.applications, stores.registry],
      retain: environment.retainState,
    });
    this.watch = new Watch(this, 'Watch', { environment, topic });
    watchAvailability(this.watch);
    watchProbes(this.watch);
    watchAuthorizer(this.watch, props.gateway.authorizer);
    watchTokenEndpoint(this.watch, authorizationServer);
    watchApis(this.watch);
    watchLogDelivery(this.watch, {
      streamName: props.logs.accessLogs.streamName,
      redactor: props.logs.redactor,
      logRetention: props.logs.logRetention,
      bucket: stores.operationalLogs,
    });
    watchAnonymiser(this.watch, props.logs.anonymiser);
    watchBackups(this.watch, backups);
  }

  /** Adds the alarm of one API; those of other repositories are probed, and counted in the front door's availability. */
  watchApi(api: string): void {
    watchApi(this.watch, api);
  }
}
