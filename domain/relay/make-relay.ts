import type { CallerContext } from '../access/caller-context';
import { errorResponse, Refusal } from '../errors/refusal';
import { refuseLargeBody, refuseServiceWorker } from '../errors/refuse-request';
import type { HttpRequest, HttpResponse } from '../http/http-message';
import { inertAnswer } from '../http/inert-answer';
import { type RequestIds, withRequestIds } from '../http/request-ids';
import type { IdentityCipher } from '../oauth/ports';
import type { Clock } from '../ports';
import { makeAdmit, refuseAmbiguous } from './admit';
import { CircuitBreaker } from './circuit-breaker';
import { refuseMethodOverride } from './method-override';
import type { RelayConfig } from './relay-config';
import { loggedIds, type RelayLog } from './relay-log';
import { isPing, isStatus, optionsResponse, pingResponse, statusResponse } from './service-answers';
import type { Target, TargetAnswer } from './target';
import { makeTargetHeaders } from './target-headers';
import { makeTargetResponse } from './target-response';
import { targetUrl } from './target-url';

export interface RelayNeeds {
  readonly config: RelayConfig;
  readonly target: Target;
  readonly identityCipher: Pick<IdentityCipher, 'open'>;
  readonly clock: Clock;
  readonly log: RelayLog;
}

export interface RelayCall {
  readonly request: HttpRequest;
  readonly ids: RequestIds;
  /** Absent where the operation is open, and where the gateway's context is not one the authoriser writes. */
  readonly caller?: CallerContext | undefined;
}

/** One API's relay: every call gets an answer, in the API's own error format where it is an error. */
export function makeRelay(needs: RelayNeeds): (call: RelayCall) => Promise<HttpResponse> {
  const { config, log } = needs;
  const callTarget = makeCallTarget(needs);
  return async (call) => {
    const { request, ids, caller } = call;
    const finish = (response: HttpResponse): HttpResponse =>
      withRequestIds(inertAnswer(bodyFor(request, response)), ids);
    try {
      refuseServiceWorker(request);
      if (isPing(request)) return finish(pingResponse(config));
      if (isStatus(request)) {
        refuseAmbiguous(request, ['app-level0']);
        return finish(await statusResponse(needs, caller));
      }
      const options = optionsResponse(config, request);
      if (options) return finish(options);
      return finish(await callTarget(call));
    } catch (error) {
      if (!(error instanceof Refusal)) log.failed(error, loggedIds(ids));
      return finish(errorResponse(config.errorFormat, error, ids.requestId));
    }
  };
}

function makeCallTarget({ config, target, identityCipher, clock, log }: RelayNeeds) {
  const admit = makeAdmit(config);
  const targetHeaders = makeTargetHeaders(config, identityCipher);
  const targetResponse = makeTargetResponse(config);
  const breaker = new CircuitBreaker(clock);
  return async ({ request, ids, caller }: RelayCall): Promise<HttpResponse> => {
    const operation = admit(request, caller);
    refuseLargeBody(request);
    refuseMethodOverride(request);
    const url = targetUrl(config.target.url, request.path, request.query);
    if (url === undefined) throw new Refusal({ code: 'INVALID_VALUE', diagnostics: 'Invalid value in the path.' });
    const headers = await targetHeaders(request.headers, ids, caller);
    const { method, body } = request;
    const sentAt = clock.now().getTime();
    const answer = await breaker.call(config.target.timeoutMillis, (timeoutMillis) =>
      target.send({ method, url, headers, ...(body && { body }), timeoutMillis }),
    );
    const targetLatency = clock.now().getTime() - sentAt;
    log.relayed({ ...loggedIds(ids), operation: operation.id, ...outcome(answer), targetLatency });
    return targetResponse(answer, { url, operation });
  };
}

const outcome = (answer: TargetAnswer) =>
  answer.outcome === 'answered'
    ? { outcome: answer.outcome, targetStatus: answer.status }
    : { outcome: answer.outcome };

const bodyFor = ({ method }: HttpRequest, { body, ...rest }: HttpResponse): HttpResponse =>
  body === undefined || method === 'HEAD' ? rest : { ...rest, body };
