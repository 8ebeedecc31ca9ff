import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import type { Platform } from '../constructs/api-proxy';
import { Parameters } from '../constructs/api-proxy/parameters';
import { Registrar } from '../constructs/api-proxy/registrar';
import { SharedAuthorizer } from '../constructs/oauth/shared-authorizer';
import type { FoundationStack } from './foundation-stack';
import type { IdentityStack } from './identity-stack';
import type { LogsStack } from './logs-stack';
import { PlatformStack } from './platform-stack';

export interface GatewayStackProps {
  readonly foundation: FoundationStack;
  readonly identity: IdentityStack;
  readonly logs: LogsStack;
}

/** What every API shares at the gateway: the authoriser and the registrar, and the names that producers need. */
export class GatewayStack extends PlatformStack {
  readonly platform: Platform;
  readonly authorizer: SharedAuthorizer;

  constructor(scope: Construct, environment: Environment, { foundation, identity, logs }: GatewayStackProps) {
    super(scope, 'Gateway', environment, 'Shared authoriser, registrar and the names that producers need');
    const { keys, stores, monitoringKey } = foundation;
    const { authorizationServer, surroundings } = identity;
    const authorizer = new SharedAuthorizer(this, 'Authorizer', {
      surroundings,
      stores,
      authorizationServer,
      monitoringKey,
    });
    this.authorizer = authorizer;
    const registrar = new Registrar(this, 'Registrar', { surroundings, stores, apiUrl: authorizationServer.audience });
    const { identityKey } = authorizationServer;
    const functionLogStreamArn = logs.functionLogs.streamArn;
    const stateKey = keys.state;
    this.platform = { ...surroundings, authorizer, registrar, functionLogStreamArn, identityKey, stateKey };
    new Parameters(this, 'Parameters', {
      environment: environment.name,
      values: {
        AuthorizerArn: authorizer.functionArn,
        RegistrarArn: registrar.functionArn,
        AccessLogStreamArn: surroundings.accessLogStreamArn,
        FunctionLogStreamArn: functionLogStreamArn,
        WebAclArn: surroundings.webAclArn,
        IdentityKeyArn: identityKey.keyArn,
        StateKeyArn: stateKey.keyArn,
        LogKeyArn: keys.logs.keyArn,
        RelyingPartyJwks: authorizationServer.relyingParty.jwks,
        RelyingPartyRedirectUri: authorizationServer.asClient.redirectUri,
        TokenIssuer: authorizationServer.issuer,
      },
    });
  }
}
