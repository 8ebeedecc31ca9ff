import { makeLogAccess } from './access-log';
import { makeControlPlane } from './control-plane/control-plane';
import { createListener } from './create-listener';
import { makeHandleRequest } from './handle-request';
import type { Gateway } from './model/gateway';
import type { GatewayModel } from './model/gateway-model';
import type { GatewayNeeds } from './model/gateway-needs';
import { openGatewayStore } from './model/gateway-store';
import { makeUsagePlans } from './model/usage-plans';

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
  const steps = { handleRequest, logAccess: makeLogAccess(needs) };
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
    listener: (domainName) => createListener(needs, steps, domainName),
    controlPlane: makeControlPlane({ model, store, plans, now, region: needs.account.region }),
    close: store.close,
  };
}
