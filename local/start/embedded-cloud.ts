import { setTimeout as wait } from 'node:timers/promises';
import type { AssemblyStack } from '../cloud/assembly/cloud-assembly';
import { type DeploymentReport, makeDeployment, type OnStack } from '../cloud/assembly/deployment';
import { startTimekeeper } from '../cloud/clock/timekeeper';
import { type Cloud, type CloudRequest, openCloud } from '../cloud/cloud';
import { awsEndpoint } from '../cloud/endpoint/aws-endpoint';
import { isApiHost } from '../services/apigateway/steps/route-request';
import { fallDue, flush } from '../services/fall-due';
import { resourceTypesOf } from '../services/resource-types';
import { apisOf, type Services, startServices } from '../services/services';
import { makeUpload } from '../services/upload';
import { type ControlNeeds, cloudFormationPath, controlRoutes } from './control/control-routes';
import { exampleBackend } from './control/example-backend';
import type { TakenPorts } from './ports/taken-ports';

export interface EmbeddedCloudRequest extends Omit<CloudRequest, 'account'> {
  readonly ports: TakenPorts;
  readonly modulesFolder: string;
}

export interface EmbeddedCloud extends Cloud {
  readonly services: Services;
  /** Brings the account to these stacks; throws where one fails that is not an API's. */
  deploy(stacks: readonly AssemblyStack[], onStack?: OnStack): Promise<DeploymentReport>;
  /** From now on the cloud says that it is ready. */
  open(): void;
  /** Lets requests in flight end, delivers what is buffered and closes everything. */
  stop(): Promise<void>;
}

const account = { id: '000000000000', region: 'eu-west-2' };

/** Starts every service behind the ports, with nothing provisioned yet. */
export async function startEmbeddedCloud(request: EmbeddedCloudRequest): Promise<EmbeddedCloud> {
  const { ports, endpointUrl, controlToken, folder, modulesFolder, warn } = request;
  const cloud = openCloud({ account, endpointUrl, controlToken, folder, warn });
  const services = await startServices({ cloud, folder, modulesFolder });
  const { apigateway, cloudfront, dynamodb, lambda, secretsmanager, ses, ssm } = services;
  const timekeeper = startTimekeeper({ ...cloud, fallDue: (from, to) => fallDue(services, from, to) });
  let status: ReturnType<ControlNeeds['status']> = 'starting';
  const deployment = makeDeployment({
    cloud,
    resourceTypes: resourceTypesOf({ cloud, ...services }),
    runtime: lambda.runtime,
    responseUrl: `${endpointUrl}${cloudFormationPath}`,
    parameter: (name) => ssm.parameters.get(name),
    secret: (id) => secretsmanager.secrets.current(id).value,
    upload: makeUpload({ cloud, ...services }),
    mayFailAlone: isApi,
  });

  const deliverBuffers = async (): Promise<number> => {
    // The gateway hands its line over once the answer has left, which may be what the caller just received.
    await wait(50);
    return flush(services);
  };
  const control = controlRoutes({
    token: controlToken,
    status: () => status,
    now: cloud.clock.now,
    flush: deliverBuffers,
    advance: (milliseconds) => timekeeper.advance(milliseconds),
    answerCustomResource: (token, body) => deployment.answerCustomResource(token, body),
    outbox: () => ses.outbox.all(),
    faults: cloud.faults,
    backend: exampleBackend(() => lambda.runtime.functions()),
  });
  const aws = awsEndpoint({ ...cloud, services: apisOf(services) });
  ports.serve('aws', (message, response) => {
    const [host = ''] = (message.headers.host ?? '').split(':');
    if (isApiHost(host)) apigateway.listener(host)(message, response);
    else (message.url?.startsWith('/_dip/') ? control : aws)(message, response);
  });
  // Host names of the `local` environment's custom domains, which stand for one port each.
  ports.serve('api', apigateway.listener('api.dip.localhost'));
  ports.serve('sandbox', apigateway.listener('sandbox.api.dip.localhost'));
  ports.serve('identity', apigateway.listener('identity.dip.localhost'));
  ports.serve('auth', apigateway.listener('auth.dip.localhost'));
  ports.serve('portal', cloudfront.listener);

  return {
    ...cloud,
    services,
    deploy: (stacks, onStack) => deployment.run(stacks, onStack),
    open: () => {
      status = 'ready';
    },
    async stop() {
      status = 'stopping';
      await ports.release('api', 'auth', 'sandbox', 'portal', 'identity');
      await deliverBuffers().catch((error: Error) => warn(`log records in memory are lost: ${error.message}`));
      timekeeper.stop();
      apigateway.close();
      await ports.release('aws');
      await lambda.runtime.stop();
      await dynamodb.engine.stop();
    },
  };
}

/** An API's stack may fail alone. */
const isApi = (stack: string): boolean => /^[^-].*-Api-/.test(stack);
