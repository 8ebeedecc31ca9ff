import { setTimeout as wait } from 'node:timers/promises';
import type { AssemblyStack } from '../cloud/assembly/cloud-assembly';
import { awsEndpoint } from '../cloud/endpoint/aws-endpoint';
import { gatewayControl } from '../services/apigateway/control-plane/gateway-control';
import { createGateway } from '../services/apigateway/create-gateway';
import type { Gateway } from '../services/apigateway/model/gateway';
import { isApiHost } from '../services/apigateway/steps/api-host';
import { serveDistribution } from '../services/cloudfront/serve-distribution';
import { awsServices } from '../services/services';
import { type ControlNeeds, cloudFormationPath, controlRoutes } from './control/control-routes';
import { exampleBackend } from './control/example-backend';
import { createEngines } from './create-engines';
import { type DeploymentReport, makeDeployment, type OnStack } from './deployment';
import { drain } from './drain';
import type { Engines } from './engines';
import { gatewayNeeds } from './gateway-needs';
import type { TakenPorts } from './ports/taken-ports';
import { startTimekeeper } from './timekeeper';

export interface EmbeddedCloudRequest {
  readonly ports: TakenPorts;
  /** Where functions and tools reach the AWS services. */
  readonly endpointUrl: string;
  /** The secret of this start, for control routes and access keys. */
  readonly controlToken: string;
  /** Root of what is kept, such as `.local`. */
  readonly folder: string;
  readonly modulesFolder: string;
  warn(message: string): void;
}

export interface EmbeddedCloud {
  readonly engines: Engines;
  readonly gateway: Gateway;
  /** Brings the account to these stacks; throws where one fails that is not an API's. */
  deploy(stacks: readonly AssemblyStack[], onStack?: OnStack): Promise<DeploymentReport>;
  /** From now on the cloud says that it is ready. */
  open(): void;
  /** Lets requests in flight end, delivers what is buffered and closes everything. */
  stop(): Promise<void>;
}

/** The account that a template's `AWS::AccountId` stands for. */
const account = { id: '000000000000', region: 'eu-west-2' };

/** Starts every engine behind the ports, with nothing provisioned yet. */
export async function startEmbeddedCloud(request: EmbeddedCloudRequest): Promise<EmbeddedCloud> {
  const { ports, endpointUrl, controlToken, warn } = request;
  const engines = await createEngines({ ...request, account });
  const gateway = createGateway(gatewayNeeds(engines));
  const timekeeper = startTimekeeper(engines);
  let status: ReturnType<ControlNeeds['status']> = 'starting';
  const deployment = makeDeployment({
    engines,
    gatewayProviders: gateway.providers,
    responseUrl: `${endpointUrl}${cloudFormationPath}`,
  });

  const flush = async (): Promise<number> => {
    // The gateway hands its line over once the answer has left, which may be what the caller just received.
    await wait(50);
    const counts = await Promise.all([...engines.streams.values()].map((stream) => stream.flush()));
    await drain(engines);
    engines.trails.flush();
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const control = controlRoutes({
    token: controlToken,
    status: () => status,
    now: () => engines.clock.now(),
    flush,
    advance: (milliseconds) => timekeeper.advance(milliseconds),
    answerCustomResource: (token, body) => deployment.answerCustomResource(token, body),
    outbox: () => engines.outbox.all(),
    faults: engines.faults,
    backend: exampleBackend(() => engines.runtime.functions()),
  });
  const services = awsServices(engines, gatewayControl(gateway));
  const aws = awsEndpoint({
    access: engines.access,
    accessKey: engines.accessKey,
    faults: engines.faults,
    services,
    warn,
  });
  ports.serve('aws', (message, response) => {
    const [host = ''] = (message.headers.host ?? '').split(':');
    if (isApiHost(host)) gateway.listener(host)(message, response);
    else (message.url?.startsWith('/_dip/') ? control : aws)(message, response);
  });
  // Host names of the `local` environment's custom domains, which stand for one port each.
  ports.serve('api', gateway.listener('api.dip.localhost'));
  ports.serve('sandbox', gateway.listener('sandbox.api.dip.localhost'));
  ports.serve('identity', gateway.listener('identity.dip.localhost'));
  ports.serve('auth', gateway.listener('auth.dip.localhost'));
  ports.serve('portal', serveDistribution(engines));

  return {
    engines,
    gateway,
    deploy: (stacks, onStack) => deployment.run(stacks, onStack),
    open: () => {
      status = 'ready';
    },
    async stop() {
      status = 'stopping';
      await ports.release('api', 'auth', 'sandbox', 'portal', 'identity');
      await flush().catch((error: Error) => warn(`log records in memory are lost: ${error.message}`));
      timekeeper.stop();
      gateway.close();
      await ports.release('aws');
      await engines.runtime.stop();
      await engines.dynamo.stop();
    },
  };
}
