import type { IncomingMessage } from 'node:http';
import type { Call, Exchange, GatewayReply, StagePath } from './exchange/exchange';
import { GatewayFailure } from './exchange/gateway-failure';
import { makeIntegrate } from './integrations/integrate';
import type { GatewayModel } from './model/gateway-model';
import type { GatewayNeeds } from './model/gateway-needs';
import type { UsagePlans } from './model/usage-plans';
import { makeAdmitCaller } from './steps/admit-caller';
import { makeAuthorize } from './steps/authorize';
import { makeAuthorizerCache } from './steps/authorizer-cache';
import { checkRequestLimits, readRequestBody } from './steps/receive-request';
import { findRoute, findTarget } from './steps/route-request';
import { validateRequest } from './steps/validate-request';
import { inspect } from './steps/web-acl';

interface Needs extends Pick<GatewayNeeds, 'invoke' | 'now' | 'warn'> {
  readonly model: GatewayModel;
  readonly plans: UsagePlans;
}

/** Answers one request, or throws the GatewayFailure to answer with; the exchange learns what the steps find out. */
export function makeHandleRequest(needs: Needs) {
  const authorize = makeAuthorize({ invoke: needs.invoke, warn: needs.warn, cache: makeAuthorizerCache(needs.now) });
  const admitCaller = makeAdmitCaller(needs);
  const integrate = makeIntegrate(needs);

  return async (message: IncomingMessage, exchange: Exchange): Promise<GatewayReply> => {
    checkRequestLimits(message);
    exchange.target = findTarget(needs.model, exchange);
    const call = await receive(message, exchange, exchange.target);
    passFirewall(needs.model, message, call);
    await authorize(call);
    admitCaller(call);
    validateRequest(call);
    return integrate(call);
  };
}

function passFirewall({ webAcls, firewalls }: GatewayModel, { url = '' }: IncomingMessage, call: Call): void {
  const acl = webAcls.get(firewalls.get(`${call.target.api.id}/${call.target.stage.name}`) ?? '');
  const [, query = ''] = /\?(.*)$/.exec(url) ?? [];
  if (acl) inspect(acl, { exchange: call, query, body: call.body });
}

async function receive(message: IncomingMessage, exchange: Exchange, target: StagePath): Promise<Call> {
  const route = findRoute(target.api, exchange.request.method, target.path);
  if (!route) throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN');
  exchange.route = route;
  const pathParameters = decodeAll(route.parameters);
  const body = await readRequestBody(message);
  return Object.assign(exchange, { target, route, pathParameters, body });
}

/** "REST APIs decode URL-encoded request parameters before passing them to backend integrations" (known issues). */
function decodeAll(parameters: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new GatewayFailure('DEFAULT_4XX');
  }
}
