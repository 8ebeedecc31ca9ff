import type { RequestListener } from 'node:http';
import type { Cloud } from '../../cloud/cloud';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { DeliveryStreams } from '../firehose/firehose';
import { apiGatewayApi, makeControlPlane } from './control-plane/control-plane';
import type { ControlPlaneRequest, ControlPlaneResponse } from './control-plane/control-route';
import { createListener } from './create-listener';
import { makeHandleRequest } from './handle-request';
import type { GatewayModel } from './model/gateway-model';
import type { GatewayNeeds } from './model/gateway-needs';
import { type GatewayStore, openGatewayStore } from './model/gateway-store';
import { makeUsagePlans } from './model/usage-plans';

/** API Gateway (REST APIs) in the embedded cloud. */
export interface Gateway {
  readonly model: GatewayModel;
  readonly store: GatewayStore;
  now(): Date;
  /** Says a thing once, however often it applies. */
  warnOnce(message: string): void;
  /**
   * Serves one custom domain by its base-path mappings, looked up at each request: it may be taken before anything is
   * provisioned. A base path without a mapping answers 403 `{"message":"Forbidden"}`.
   */
  listener(domainName: string): RequestListener;
  /** The REST-JSON API of the `apigateway` service, as far as this platform calls it. */
  controlPlane(request: ControlPlaneRequest): Promise<ControlPlaneResponse>;
  /** Ends what is kept open towards HTTP targets; the servers themselves are the host's. */
  close(): void;
}

export function createGateway(needs: GatewayNeeds): Gateway {
  const model: GatewayModel = {
    apis: new Map(),
    domains: new Map(),
    plans: new Map(),
    webAcls: new Map(),
    firewalls: new Map(),
  };
  const store = openGatewayStore(needs.state);
  const now = () => needs.now();
  const plans = makeUsagePlans({ model, store, now });
  const invoke: GatewayNeeds['invoke'] = (call) => needs.invoke(call);
  const warn = (message: string) => needs.warn(message);
  const handleRequest = makeHandleRequest({ invoke, warn, now, model, plans });
  const said = new Set<string>();
  const warnOnce = (message: string) => {
    if (said.has(message)) return;
    said.add(message);
    warn(message);
  };
  return {
    model,
    store,
    now,
    warnOnce,
    listener: (domainName) => createListener(needs, handleRequest, domainName),
    controlPlane: makeControlPlane({ model, store, plans, now, region: needs.account.region }),
    close: store.close,
  };
}

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'state' | 'warn'>;
  readonly firehose: { readonly streams: DeliveryStreams };
  readonly lambda: { readonly runtime: LambdaRuntime };
}

export function startApiGateway({ cloud, firehose: { streams }, lambda: { runtime } }: Needs) {
  const gateway = createGateway({
    ...cloud,
    now: cloud.clock.now,
    invoke: (call) => runtime.invoke({ ...call, principal: { kind: 'service', name: 'apigateway.amazonaws.com' } }),
    // API Gateway's service-linked role may put to every stream named `amazon-apigateway-…`.
    async putAccessLog(streamArn, line) {
      const name = streamArn.split('/').at(-1) ?? '';
      const stream = name.startsWith('amazon-apigateway-') ? streams.get(name) : undefined;
      if (!stream) throw new Error(`API Gateway may not log to the stream ${name}`);
      stream.put(Buffer.from(`${line}\n`));
    },
  });
  return { ...gateway, api: apiGatewayApi(gateway.controlPlane) };
}
