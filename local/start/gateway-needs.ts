import type { GatewayNeeds } from '../services/apigateway/model/gateway-needs';
import type { Engines } from './engines';

/** What the engines are to API Gateway: functions to invoke, streams to log to, a place for its state. */
export function gatewayNeeds({ account, clock, runtime, state, streams, warn }: Engines): GatewayNeeds {
  return {
    accountId: account.id,
    region: account.region,
    now: () => clock.now(),
    state,
    warn,
    invoke: (call) => runtime.invoke({ ...call, principal: { kind: 'service', name: 'apigateway.amazonaws.com' } }),
    // API Gateway's service-linked role may put to every stream named `amazon-apigateway-…`.
    async putAccessLog(streamArn, line) {
      const name = streamArn.split('/').at(-1) ?? '';
      const stream = name.startsWith('amazon-apigateway-') ? streams.get(name) : undefined;
      if (!stream) throw new Error(`API Gateway may not log to the stream ${name}`);
      stream.put(Buffer.from(`${line}\n`));
    },
  };
}
