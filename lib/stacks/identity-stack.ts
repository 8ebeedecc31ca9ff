import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import { publicUrls } from '../config/public-urls';
import { AuthorizationServer } from '../constructs/authorization-server';
import type { GatewaySurroundings } from '../constructs/gateway-surroundings';
import { MockIdentityProviders, type PlatformClient } from '../constructs/mock-identity-providers';
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
    const identityProviders =
      environment.identityProviders === 'mock'
        ? new MockIdentityProviders(this, 'MockIdentityProviders', {
            surroundings: this.surroundings,
            applications: foundation.stores.applications,
            platformClient: platformClientOf(environment),
          }).identityProviders
        : environment.identityProviders;
    this.authorizationServer = new AuthorizationServer(this, 'AuthorizationServer', {
      surroundings: this.surroundings,
      stores: foundation.stores,
      identityProviders,
    });
  }
}

/** Without a key of its own the authorisation server cannot sign in at the mocks; registered applications can. */
function platformClientOf(environment: Environment): PlatformClient {
  const server = `${publicUrls(environment)?.api ?? 'https://api.invalid'}/oauth2`;
  return {
    id: `dip-${environment.name}`,
    jwks: JSON.stringify({ keys: [] }),
    redirectUri: `${server}/callback`,
    backchannelLogoutUrl: `${server}/backchannel_logout`,
  };
}
