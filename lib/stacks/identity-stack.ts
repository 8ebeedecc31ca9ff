import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import type { GatewaySurroundings } from '../constructs/gateway/gateway-surroundings';
import { AuthorizationServer } from '../constructs/oauth/authorization-server';
import { MockIdentityProviders } from '../constructs/oauth/mock-identity-providers';
import type { FoundationStack } from './foundation-stack';
import type { LogsStack } from './logs-stack';
import { PlatformStack } from './platform-stack';

export interface IdentityStackProps {
  readonly foundation: FoundationStack;
  readonly logs: LogsStack;
}

/** Who callers are: the authorisation server and, outside production, mock identity providers. */
export class IdentityStack extends PlatformStack {
  readonly authorizationServer: AuthorizationServer;
  readonly surroundings: GatewaySurroundings;

  constructor(scope: Construct, environment: Environment, { foundation, logs }: IdentityStackProps) {
    super(scope, 'Identity', environment, 'Authorisation server and identity providers');
    this.addStackDependency(foundation, 'The host names exist before anything is mapped to them');
    this.surroundings = {
      environment,
      accessLogStreamArn: logs.accessLogs.streamArn,
      webAclArn: foundation.webAcl.webAclArn,
      logKey: foundation.keys.logs,
    };
    const { stores } = foundation;
    const { surroundings } = this;
    const providers =
      environment.identityProviders === 'mock'
        ? new MockIdentityProviders(this, 'MockIdentityProviders', { surroundings, applications: stores.applications })
        : { identityProviders: environment.identityProviders };
    const { identityProviders } = providers;
    this.authorizationServer = new AuthorizationServer(this, 'AuthorizationServer', {
      surroundings,
      stores,
      monitoringKey: foundation.monitoringKey,
      identityProviders,
    });
    if (providers instanceof MockIdentityProviders) providers.serve(this.authorizationServer.asClient);
  }
}
