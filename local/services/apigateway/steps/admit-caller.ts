import type { Call } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { header } from '../exchange/gateway-request';
import type { MethodThrottle, Throttle } from '../model/gateway-model';
import type { UsagePlans } from '../model/usage-plans';

interface Needs {
  readonly plans: UsagePlans;
  readonly throttle: (name: string, limit: Throttle) => boolean;
}

/**
 * API key, then the limits of its usage plan, then those of the stage's method.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function makeAdmitCaller({ plans, now }: { readonly plans: UsagePlans; now(): Date }): (call: Call) => void {
  const throttle = makeThrottle(now);
  return (call) => {
    if (call.route.method.apiKeyRequired) admitKey({ plans, throttle }, call);
    const { api, stage } = call.target;
    const limit = findThrottle(stage.throttles, call);
    const name = `stage ${api.id} ${stage.name} ${call.request.method} ${call.route.resource.path}`;
    if (limit && !throttle(name, limit)) throw new GatewayFailure('THROTTLED');
  };
}

function admitKey({ plans, throttle }: Needs, call: Call): void {
  const { api, stage } = call.target;
  const shown =
    api.apiKeySource === 'AUTHORIZER'
      ? call.authorization?.grant?.usageIdentifierKey
      : header(call.request, 'x-api-key');
  const admitted = shown ? plans.admit(shown, { apiId: api.id, stage: stage.name }) : undefined;
  if (!admitted) throw new GatewayFailure('INVALID_API_KEY');
  const { key, plan } = admitted;
  call.apiKey = { id: key.id, value: key.value };
  const here = plan.stages.find((each) => each.apiId === api.id && each.stage === stage.name);
  const ofMethod = findThrottle(here?.throttles ?? [], call);
  // A plan's limits hold for a key over all stages of the plan:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
  const name = ofMethod
    ? `plan ${plan.id} ${key.id} ${api.id} ${stage.name} ${ofMethod.httpMethod} ${ofMethod.resourcePath}`
    : `plan ${plan.id} ${key.id}`;
  const limit = ofMethod ?? plan.throttle;
  if (limit && !throttle(name, limit)) throw new GatewayFailure('THROTTLED');
  if (!plans.count(plan, key.id)) throw new GatewayFailure('QUOTA_EXCEEDED');
}

/** The most specific setting for the call's method. */
function findThrottle(throttles: readonly MethodThrottle[], { request, route }: Call): MethodThrottle | undefined {
  const fitting = throttles.filter(
    ({ resourcePath, httpMethod }) =>
      ['*', route.resource.path].includes(resourcePath) && ['*', request.method].includes(httpMethod),
  );
  const specificity = (each: MethodThrottle) => (each.resourcePath === '*' ? 0 : 2) + (each.httpMethod === '*' ? 0 : 1);
  return fitting.sort((a, b) => specificity(b) - specificity(a))[0];
}

/** A token bucket per name: `burst` requests at once, refilled at `rate` a second. */
function makeThrottle(now: () => Date): (name: string, limit: Throttle) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (name, { rate, burst }) => {
    const at = now().getTime();
    const bucket = buckets.get(name) ?? { tokens: burst, at };
    const elapsed = Math.max(0, at - bucket.at) / 1000;
    const tokens = Math.min(burst, bucket.tokens + elapsed * rate);
    const admitted = tokens >= 1;
    buckets.set(name, { tokens: admitted ? tokens - 1 : tokens, at });
    return admitted;
  };
}
