import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonError } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { InvocationOutcome } from '../../cloud/lambda/lambda-function';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';

const settingsPath = /^\/2016-08-19\/account-settings\/?$/;
const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** AWS Lambda's own API: `Invoke`, `GetAccountSettings`, and nothing that changes a function. */
export function lambdaApi(runtime: LambdaRuntime, warn: (message: string) => void): AwsService {
  return {
    async answer({ path, headers, body, caller }) {
      try {
        if (settingsPath.test(path)) {
          caller.authorize('lambda:GetAccountSettings', '*');
          return { status: 200, body: JSON.stringify({ AccountLimit: runtime.accountLimit }) };
        }
        const name = decodeURIComponent(invocationPath.exec(path)?.[1] ?? '');
        const fn = runtime.find(name);
        if (!fn) throw new ServiceFailure('ResourceNotFoundException', `Function not found: ${name}`, 404);
        const payload: unknown = JSON.parse(body.toString() || '{}');
        const invocation = { functionArn: fn.arn, principal: caller.principal, payload };
        if (headers['x-amz-invocation-type'] === 'Event') {
          caller.authorize('lambda:InvokeFunction', fn.arn);
          runtime.invokeAsync(invocation).catch((error: Error) => warn(`${fn.name}: ${error.message}`));
          return { status: 202 };
        }
        return answered(await runtime.invoke(invocation), fn.timeoutMillis);
      } catch (error) {
        return jsonError(error, 'application/json');
      }
    },
  };
}

function answered(outcome: InvocationOutcome, timeoutMillis: number) {
  if (outcome.outcome === 'answered') return { status: 200, body: JSON.stringify(outcome.payload ?? null) };
  const { requestId } = outcome;
  const error =
    outcome.outcome === 'timed-out'
      ? {
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMillis / 1000).toFixed(2)} seconds`,
        }
      : { errorType: outcome.errorType, errorMessage: outcome.errorMessage };
  return { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(error) };
}
