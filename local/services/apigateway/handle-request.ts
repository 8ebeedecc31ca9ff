import type { IncomingMessage } from 'node:http';
import type { Call, Exchange, Target } from './exchange/exchange';
import { GatewayFailure } from './exchange/gateway-failure';
import type { GatewayReply } from './exchange/gateway-reply';
import { makeIntegrate } from './integrations/integrate';
import type { GatewayModel, RestApi } from './model/gateway-model';
import type { GatewayNeeds } from './model/gateway-needs';
import type { UsagePlans } from './model/usage-plans';
import { makeAdmitCaller } from './steps/admit-caller';
import { findStage } from './steps/api-host';
import { makeAuthorize } from './steps/authorize';
import { makeAuthorizerCache } from './steps/authorizer-cache';
import { findMapping } from './steps/base-path';
import { readRequestBody } from './steps/request-body';
import { checkRequestLimits } from './steps/request-limits';
import { findRoute } from './steps/route-table';
import { makeThrottle } from './steps/throttle';
import { validateRequest } from './steps/validate-request';
import { inspect } from './steps/web-acl';

interface Needs extends Pick<GatewayNeeds, 'invoke' | 'now' | 'warn'> {
  readonly model: GatewayModel;
  readonly plans: UsagePlans;
}

/** Answers one request, or throws the GatewayFailure to answer with; the exchange learns what the steps find out. */
export function makeHandleRequest(needs: Needs) {
  const authorize = makeAuthorize({ invoke: needs.invoke, warn: needs.warn, cache: makeAuthorizerCache(needs.now) });
  const admitCaller = makeAdmitCaller({ plans: needs.plans, throttle: makeThrottle(needs.now) });
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

function findTarget(model: GatewayModel, { domainName, request }: Exchange): Target {
  const { domains, apis } = model;
  const own = findStage(model, domainName, request.path);
  if (own) return { ...own, api: asDeployed(own), basePath: '(none)', eventPath: own.path };
  const mapping = findMapping(domains.get(domainName) ?? new Map(), request.path);
  const api = mapping && apis.get(mapping.apiId);
  const stage = mapping && api?.stages.get(mapping.stage);
  if (!mapping || !api || !stage) throw new GatewayFailure('DEFAULT_4XX', { status: 403, text: 'Forbidden' });
  const { basePath, path } = mapping;
  return { api: asDeployed({ api, stage }), stage, basePath, path, eventPath: request.path };
}

const asDeployed = ({ api, stage }: Pick<Target, 'api' | 'stage'>): RestApi => ({
  ...api,
  ...api.deployments.get(stage.deploymentId),
});

async function receive(message: IncomingMessage, exchange: Exchange, target: Target): Promise<Call> {
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
