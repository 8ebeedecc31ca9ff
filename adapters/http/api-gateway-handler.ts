import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { inertHeaders } from '../../domain/http/inert-answer';
import { belowBase } from '../../domain/http/path-below';

/** What a gateway event knows of a request besides the request itself. */
export interface GatewayBindings {
  /** API Gateway's id of the request, which the access log has. */
  readonly gatewayRequestId: string;
  /** The host name that API Gateway was reached by, whatever the request's headers say of it. */
  readonly domainName: string;
  /** The address that API Gateway saw, whatever the request's headers say of it. */
  readonly sourceIp: string;
}

interface GatewayApp {
  fetch(request: Request, bindings: GatewayBindings): Response | Promise<Response>;
}

/**
 * Serves an app behind an API Gateway proxy integration. `hono/aws-lambda` is deprecated, logs what a caller sent
 * where a URL cannot be made of it, and keeps the base path of a custom domain in front of every route.
 *
 * @param basePath taken off the path where it is there: with a custom domain it is, on the API's own address it is not.
 */
export function apiGatewayHandler(app: GatewayApp, basePath = '') {
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { requestId: gatewayRequestId, domainName = '', identity } = event.requestContext;
    const bindings = { gatewayRequestId, domainName, sourceIp: identity.sourceIp };
    const request = requestOf(event, basePath);
    const response = request ? await app.fetch(request, bindings) : new Response(null, { status: 400 });
    return {
      statusCode: response.status,
      // An app's page says itself what it may run; everything else runs nothing.
      headers: Object.fromEntries([
        ...inertHeaders.filter(([name]) => !response.headers.has(name)),
        ...[...response.headers].filter(([name]) => name !== 'set-cookie'),
      ]),
      // Cookies alone may not be joined into one field (RFC 6265 §3).
      multiValueHeaders: { 'set-cookie': response.headers.getSetCookie() },
      body: await response.text(),
    };
  };
}

/** Undefined where the event holds what no HTTP request can: a header value with a control character, say. */
function requestOf(event: APIGatewayProxyEvent, basePath: string): Request | undefined {
  const { httpMethod: method, body } = event;
  try {
    const url = `https://gateway.invalid${belowBase(basePath, event.path)}${queryOf(event)}`;
    const bodyless = method === 'GET' || method === 'HEAD';
    return new Request(url, { method, headers: headersOf(event), body: bodyless ? null : bodyOf(event, body) });
  } catch {
    return undefined;
  }
}

function queryOf({ multiValueQueryStringParameters }: APIGatewayProxyEvent): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(multiValueQueryStringParameters ?? {})) {
    for (const value of values ?? []) query.append(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}

function headersOf({ multiValueHeaders }: APIGatewayProxyEvent): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

const bodyOf = ({ isBase64Encoded }: APIGatewayProxyEvent, body: string | null): string | Buffer | null =>
  isBase64Encoded && body !== null ? Buffer.from(body, 'base64') : body;
