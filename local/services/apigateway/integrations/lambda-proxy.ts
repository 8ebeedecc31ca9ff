import { type Call, type GatewayReply, integrationSourceArn } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { proxyEvent } from '../exchange/proxy-event';
import type { GatewayNeeds } from '../model/gateway-needs';
import { type FunctionOutcome, functionArnOf, invokeFunction } from './invoke-function';
import { readProxyResponse } from './proxy-response';

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const LAMBDA_PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

export const makeLambdaProxy =
  (needs: Pick<GatewayNeeds, 'invoke' | 'warn'>) =>
  async (call: Call): Promise<GatewayReply> => {
    const { uri, timeoutMillis } = call.route.method.integration;
    const functionArn = functionArnOf(uri, call.target.stage.variables);
    if (!functionArn) throw new GatewayFailure('API_CONFIGURATION_ERROR');
    const payload = proxyEvent(call);
    if (sizeOf(payload) > LAMBDA_PAYLOAD_LIMIT_BYTES) {
      throw new GatewayFailure('REQUEST_TOO_LARGE', { text: 'Request Too Long' });
    }
    const sourceArn = integrationSourceArn(call);
    return readOutcome(call, await invokeFunction(needs, { functionArn, sourceArn, payload, timeoutMillis }));
  };

function readOutcome(call: Call, outcome: FunctionOutcome): GatewayReply {
  const { latency } = outcome;
  const fail = (failure: GatewayFailure, facts: { integrationStatus: number; requestId?: string; error: string }) => {
    call.integration = { latency, ...facts };
    return failure;
  };
  if (outcome.outcome === 'too-late') {
    throw fail(new GatewayFailure('INTEGRATION_TIMEOUT'), {
      integrationStatus: 504,
      error: 'Endpoint request timed out',
    });
  }
  if (outcome.outcome === 'not-permitted') {
    const error = 'Invalid permissions on Lambda function';
    throw fail(new GatewayFailure('API_CONFIGURATION_ERROR'), { integrationStatus: 403, error });
  }
  if (outcome.outcome === 'throttled') {
    throw fail(new GatewayFailure('API_CONFIGURATION_ERROR'), { integrationStatus: 429, error: 'Rate Exceeded.' });
  }
  const { requestId } = outcome;
  if (outcome.outcome !== 'answered') {
    // Not the function's own message: it may hold what the request held.
    const error = outcome.outcome === 'timed-out' ? 'The function timed out' : 'The function failed';
    throw fail(badGateway(), { integrationStatus: 200, requestId, error });
  }
  const isTooLong = sizeOf(outcome.payload) > LAMBDA_PAYLOAD_LIMIT_BYTES;
  const reply = isTooLong ? undefined : readProxyResponse(call, outcome.payload);
  if (!reply) throw fail(badGateway(), { integrationStatus: 200, requestId, error: 'Malformed Lambda proxy response' });
  call.integration = { latency, integrationStatus: 200, status: reply.status, requestId };
  return { ...reply, headers: [...reply.headers, ['X-Amzn-Trace-Id', call.traceId]] };
}

// Of type DEFAULT_5XX, not INTEGRATION_FAILURE, as LocalStack's tests saw it of AWS.
const badGateway = () => new GatewayFailure('DEFAULT_5XX', { status: 502 });

const sizeOf = (payload: unknown): number => Buffer.byteLength(JSON.stringify(payload) ?? '');
