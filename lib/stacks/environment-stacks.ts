import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import type { Publication } from '../constructs/api-proxy';
import { withSpecification } from '../constructs/api-proxy/read-specification';
import { ApiStack } from './api-stack';
import { FoundationStack } from './foundation-stack';
import { GatewayStack } from './gateway-stack';
import { IdentityStack } from './identity-stack';
import { LogsStack } from './logs-stack';
import { OperationsStack } from './operations-stack';
import { PortalStack } from './portal-stack';

/** The stacks of one environment. Each depends only on those before it, and APIs on all of them. */
export class EnvironmentStacks {
  readonly environment: Environment;
  readonly #scope: Construct;
  readonly #gateway: GatewayStack;
  readonly #operations: OperationsStack;

  constructor(scope: Construct, environment: Environment) {
    this.#scope = scope;
    this.environment = environment;
    const foundation = new FoundationStack(scope, environment);
    const logs = new LogsStack(scope, environment, foundation);
    const identity = new IdentityStack(scope, environment, { foundation, logs });
    this.#gateway = new GatewayStack(scope, environment, { foundation, identity, logs });
    const portal = new PortalStack(scope, environment, { foundation, identity });
    const gateway = this.#gateway;
    this.#operations = new OperationsStack(scope, environment, { foundation, logs, identity, gateway, portal });
  }

  /** Publishes, except to production what has not gone live. */
  publishIfLive(publication: Publication): void {
    if (!this.environment.production || publication.goLive) this.publish(publication);
  }

  /**
   * Publishes an API of the platform's own, its backend where the environment has those of all of them.
   * @throws Failure where the API cannot be published; nothing of it then stays in the app.
   */
  publish(publication: Publication): ApiStack {
    const read = withSpecification(publication);
    const api = read.specification.definition.name;
    const { ownTargetUrl: target } = this.environment;
    const { platform } = this.#gateway;
    try {
      const stack = new ApiStack(this.#scope, { ...(target && { target }), ...read, api, platform });
      stack.addStackDependency(this.#gateway);
      this.#operations.watchApi(api);
      return stack;
    } catch (error) {
      this.#scope.node.tryRemoveChild(`${this.environment.name}-Api-${api}`);
      throw error;
    }
  }
}
