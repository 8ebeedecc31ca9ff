import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import { Parameters } from '../constructs/api-proxy/parameters';
import { AccessReview } from '../constructs/operations/access-review';
import { AlarmTopic } from '../constructs/operations/alarm-topic';
import { Backups } from '../constructs/operations/backups';
import { operator } from '../constructs/operations/operator';
import { Prober } from '../constructs/operations/prober';
import { ReadingTrail } from '../constructs/operations/reading-trail';
import { Watch } from '../constructs/operations/watch';
import { watchAnonymiser } from '../constructs/operations/watch-anonymiser';
import { watchApi, watchApis } from '../constructs/operations/watch-apis';
import { watchAuthorizer } from '../constructs/operations/watch-authorizer';
import { watchAvailability } from '../constructs/operations/watch-availability';
import { watchBackups } from '../constructs/operations/watch-backups';
import { watchExecutions } from '../constructs/operations/watch-executions';
import { watchLocks } from '../constructs/operations/watch-locks';
import { watchLogDelivery } from '../constructs/operations/watch-log-delivery';
import { watchPortal } from '../constructs/operations/watch-portal';
import { watchProbes } from '../constructs/operations/watch-probes';
import { watchPromises } from '../constructs/operations/watch-promises';
import { watchTokenEndpoint } from '../constructs/operations/watch-token-endpoint';
import { humanReader, namedPerson } from '../constructs/security/human-reader';
import type { FoundationStack } from './foundation-stack';
import type { GatewayStack } from './gateway-stack';
import type { IdentityStack } from './identity-stack';
import type { LogsStack } from './logs-stack';
import { PlatformStack } from './platform-stack';
import type { PortalStack } from './portal-stack';

export interface OperationsStackProps {
  readonly foundation: FoundationStack;
  readonly logs: LogsStack;
  readonly identity: IdentityStack;
  readonly gateway: GatewayStack;
  readonly portal: PortalStack;
}

/** How the platform is kept working, and seen to: dashboards, alarms, probes, backups, and who read what. */
export class OperationsStack extends PlatformStack {
  readonly #watch: Watch;

  constructor(scope: Construct, environment: Environment, props: OperationsStackProps) {
    super(scope, 'Operations', environment, 'Dashboards, alarms, probes, backups and the record of who read what');
    const { keys, stores, monitoringKey } = props.foundation;
    const { authorizationServer, surroundings } = props.identity;
    const topic = new AlarmTopic(this, 'Alarms', { subscribers: environment.alarmSubscribers });
    new Prober(this, 'Prober', { surroundings, stores, monitoringKey, authorizationServer });
    const backups = new Backups(this, 'Backups', {
      environment: environment.name,
      tables: [stores.applications, stores.registry],
      retain: environment.retainState,
    });
    const trail = new ReadingTrail(this, 'ReadingTrail', {
      environment: environment.name,
      stores,
      retain: environment.retainState,
      logKey: keys.logs,
    });
    const review = new AccessReview(this, 'AccessReview', {
      trail,
      stores,
      logKey: keys.logs,
      people: humanReader(environment),
    });
    const operatorRole = operator(this, { stores, people: namedPerson(environment) });
    new Parameters(this, 'Parameters', {
      environment: environment.name,
      values: {
        OperatorArn: operatorRole.roleArn,
        ApplicationsTable: stores.applications.tableName,
        EventsTable: stores.events.tableName,
        AccessRequestsTable: stores.accessRequests.tableName,
        RegistryTable: stores.registry.tableName,
      },
    });
    this.#watch = new Watch(this, 'Watch', { environment, topic });
    watchAvailability(this.#watch);
    watchProbes(this.#watch);
    watchAuthorizer(this.#watch, props.gateway.authorizer);
    watchTokenEndpoint(this.#watch, authorizationServer);
    watchApis(this.#watch);
    watchExecutions(this.#watch);
    watchLogDelivery(this.#watch, {
      streamName: props.logs.accessLogs.streamName,
      functionLogStreamName: props.logs.functionLogs.streamName,
      redactor: props.logs.redactor,
      logRetention: props.logs.logRetention,
      callCounter: props.logs.callCounter,
      bucket: stores.operationalLogs,
    });
    watchAnonymiser(this.#watch, props.logs.anonymiser);
    watchBackups(this.#watch, backups);
    watchPortal(this.#watch);
    watchLocks(this.#watch, trail.watched);
    const { accountErasure: erasure, announcer, evidenceWatch: evidence } = props.portal;
    watchPromises(this.#watch, { review, erasure, announcer, evidence });
  }

  /** Adds the alarm of one API; those of other repositories are probed, and counted in the front door's availability. */
  watchApi(api: string): void {
    watchApi(this.#watch, api);
  }
}
