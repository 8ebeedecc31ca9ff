import { own } from '../../../../domain/own';
import { millisSince } from '../exchange/exchange';
import type { GatewayNeeds, InvokeResult } from '../model/gateway-needs';

/** What became of an invocation as the gateway sees it; `too-late` is its own time limit, not the function's;
 * `throttled` that it has no execution left. */
export type FunctionOutcome = (
  | InvokeResult
  | { outcome: 'too-late' }
  | { outcome: 'not-permitted' }
  | { outcome: 'throttled' }
) & {
  readonly latency: number;
};

const TIMER_TOLERANCE_MILLIS = 50;

export async function invokeFunction(
  needs: Pick<GatewayNeeds, 'invoke' | 'warn'>,
  call: Parameters<GatewayNeeds['invoke']>[0],
): Promise<FunctionOutcome> {
  const start = performance.now();
  const limit = startLimit(call.timeoutMillis);
  const invocation = needs.invoke(call).catch((error: unknown) => {
    if (error instanceof Error && 'status' in error && error.status === 429) return { outcome: 'throttled' as const };
    const reason = error instanceof Error ? error.name : 'unknown fault';
    needs.warn(`API Gateway could not invoke ${call.functionArn} for ${call.sourceArn}: ${reason}`);
    return { outcome: 'not-permitted' as const };
  });
  const result = await Promise.race([invocation, limit.over]).finally(limit.stop);
  const latency = millisSince(start);
  const isOwnLimit = result.outcome === 'timed-out' && latency + TIMER_TOLERANCE_MILLIS >= call.timeoutMillis;
  return isOwnLimit ? { outcome: 'too-late', latency } : { ...result, latency };
}

function startLimit(millis: number) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<{ outcome: 'too-late' }>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'too-late' }), millis);
  });
  return { over, stop: () => clearTimeout(timer) };
}

/** The ARN in `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<ARN>/invocations`. */
export function functionArnOf(uri: string, stageVariables: Readonly<Record<string, string>>): string | undefined {
  const resolved = uri.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => own(stageVariables, name) ?? '');
  return /\/functions\/(.+)\/invocations$/.exec(resolved)?.[1];
}
