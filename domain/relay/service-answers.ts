import type { CallerContext } from '../access/caller-context';
import { allowedMethods } from '../api-definition/implied-operations';
import { Refusal } from '../errors/refusal';
import { type HttpRequest, type HttpResponse, jsonResponse } from '../http/http-message';
import type { RelayConfig } from './relay-config';
import type { Target, TargetAnswer } from './target';
import { targetUrl } from './target-url';

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

export const isPing = ({ method, path }: HttpRequest): boolean => path === '/_ping' && isRead(method);
export const isStatus = ({ method, path }: HttpRequest): boolean => path === '/_status' && isRead(method);

/** `OPTIONS` of a path that the API declares, and does not answer itself: which methods it has. */
export function optionsResponse(
  { operations }: Pick<RelayConfig, 'operations'>,
  { method, path }: HttpRequest,
): HttpResponse | undefined {
  const allow = method === 'OPTIONS' ? allowedMethods(operations, path) : undefined;
  return allow === undefined ? undefined : { status: 204, headers: [['Allow', allow]] };
}

const identified = ({ version, release }: RelayConfig) => ({ version, ...release });

/** `_ping`: that the platform's own part of the API answers, and which release it is. */
export const pingResponse = (config: RelayConfig): HttpResponse => jsonResponse(200, identified(config));

/** The time limit that monitors of the original platform expect of a health check. */
const longestHealthcheck = 20_000;

/**
 * `_status`: what the target's health check says. Its status is 200 also for `"status":"fail"`, as monitors of the
 * original platform expect; nothing of the target's body or address is in it.
 * @throws Refusal where the caller is not the platform's monitor.
 */
export async function statusResponse(
  { config, target }: { config: RelayConfig; target: Target },
  caller: CallerContext | undefined,
): Promise<HttpResponse> {
  if (caller?.mode !== 'monitoring') {
    throw new Refusal({ code: 'ACCESS_DENIED', diagnostics: 'This needs the monitoring key in the header apikey.' });
  }
  const { url, healthcheck, timeoutMillis } = config.target;
  const checked = healthcheck === undefined ? undefined : targetUrl(url, healthcheck);
  if (healthcheck === undefined || checked === undefined) {
    return jsonResponse(200, { status: 'pass', ...identified(config), checks: {} });
  }
  const answer = await target.send({
    method: 'GET',
    url: checked,
    headers: [],
    timeoutMillis: Math.min(timeoutMillis, longestHealthcheck),
  });
  const check = checkOf(answer);
  const checks = { healthcheck: { ...check, links: { self: healthcheck } } };
  return jsonResponse(200, { status: check.status, ...identified(config), checks });
}

function checkOf(answer: TargetAnswer) {
  const timeout = String(answer.outcome === 'timed-out');
  if (answer.outcome !== 'answered') return { status: 'fail', timeout, outcome: answer.outcome };
  const status = answer.status >= 200 && answer.status < 300 ? 'pass' : 'fail';
  return { status, timeout, responseCode: answer.status, outcome: 'answered' };
}
