import { own } from '../../../../domain/own';
import { type Call, type GatewayReply, millisSince } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { requestParameter } from '../exchange/template';
import { passHeadersBack, withContentType } from './proxy-response';

/**
 * Passes the request to an HTTP target and its answer back, redirects included.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
export async function proxyHttp(call: Call): Promise<GatewayReply> {
  const { httpMethod, timeoutMillis } = call.route.method.integration;
  const url = targetUrl(call);
  const start = performance.now();
  const method = httpMethod === 'ANY' ? call.request.method : httpMethod;
  const hasBody = call.body.length > 0 && method !== 'GET' && method !== 'HEAD';
  try {
    const answer = await fetch(url, {
      method,
      headers: call.request.headers.filter(([name]) => !/^host$/i.test(name)).map(([name, value]) => [name, value]),
      body: hasBody ? new Uint8Array(call.body) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMillis),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    call.integration = { latency: millisSince(start), integrationStatus: answer.status, status: answer.status };
    // fetch has decoded the body.
    const headers = [...answer.headers].filter(([name]) => !/^(content-(encoding|length)|via)$/i.test(name));
    return { status: answer.status, headers: withContentType(passHeadersBack(headers)), body };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    const failure = new GatewayFailure(isLate ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE');
    call.integration = { latency: millisSince(start), error: failure.message };
    throw failure;
  }
}

/** Path parameters as mapped (`integration.request.path.proxy` ← `method.request.path.proxy`), and the whole query. */
function targetUrl(call: Call): URL {
  const { uri, requestParameters } = call.route.method.integration;
  const url = new URL(
    uri.replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => {
      const source = own(requestParameters, `integration.request.path.${name}`) ?? `method.request.path.${name}`;
      const segments = (requestParameter(call, source) ?? '').split('/');
      // A URL parser would climb out of the target's path, percent-encoded or not.
      if (segments.some((segment) => segment === '.' || segment === '..')) throw new GatewayFailure('DEFAULT_4XX');
      return segments.map(encodeURIComponent).join('/');
    }),
  );
  for (const [name, values] of call.request.query) for (const value of values) url.searchParams.append(name, value);
  return url;
}
