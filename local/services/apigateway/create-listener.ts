import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { beginExchange, type Exchange, type GatewayReply, millisSince } from './exchange/exchange';
import { GatewayFailure } from './exchange/gateway-failure';
import { readGatewayRequest } from './exchange/gateway-request';
import { gatewayResponse } from './exchange/gateway-response';
import { fillLogFormat } from './exchange/template';
import type { GatewayNeeds } from './model/gateway-needs';

type HandleRequest = (message: IncomingMessage, exchange: Exchange) => Promise<GatewayReply>;

/** Serves one custom domain: every request ends in an answer and, where it reached a stage, in an access-log line. */
export function createListener(needs: GatewayNeeds, handleRequest: HandleRequest, domainName: string): RequestListener {
  const logAccess = makeLogAccess(needs);
  return (message, response) => {
    const request = readGatewayRequest(message);
    const exchange = beginExchange(needs, { domainName, port: message.socket.localPort ?? 443, request });
    serve(message, response, exchange).catch((error: unknown) => {
      needs.warn(`API Gateway: an answer could not be sent: ${describeFault(error)}`);
      response.destroy();
    });
  };

  async function serve(message: IncomingMessage, response: ServerResponse, exchange: Exchange): Promise<void> {
    const reply = await handleRequest(message, exchange).catch((error: unknown) => refuse(exchange, error));
    const isBodiless = exchange.request.method === 'HEAD' || reply.status === 204 || reply.status === 304;
    const length = isBodiless ? 0 : reply.body.length;
    exchange.response = { status: reply.status, length, latency: millisSince(exchange.startedAt) };
    send(response, exchange, reply);
    // A client that has left is no fault: the exchange happened and is logged.
    await finished(response).catch(() => undefined);
    await logAccess(exchange);
  }

  function refuse(exchange: Exchange, error: unknown): GatewayReply {
    if (!(error instanceof GatewayFailure)) {
      needs.warn(`API Gateway failed: ${describeFault(error)}`);
    }
    exchange.failure = error instanceof GatewayFailure ? error : new GatewayFailure('DEFAULT_5XX');
    return gatewayResponse(exchange, exchange.failure);
  }
}

function send(response: ServerResponse, exchange: Exchange, { status, headers, body }: GatewayReply): void {
  const all = [
    ...headers,
    ['x-amzn-RequestId', exchange.requestId],
    ['x-amz-apigw-id', exchange.extendedRequestId],
    ...(status === 204 || status === 304 ? [] : [['Content-Length', String(body.length)]]),
  ];
  response.writeHead(status, all.flat());
  response.end(body);
}

/** Name and place; not the message, which may hold what the request held. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...frames.slice(0, 5)].join('\n');
}

/**
 * One line in the stage's format for each exchange that reached a stage, gateway errors and clients that left included.
 * `$context` holds no body, no query and of the headers only the user agent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
const makeLogAccess =
  (needs: Pick<GatewayNeeds, 'putAccessLog' | 'warn'>) =>
  async (exchange: Exchange): Promise<void> => {
    const settings = exchange.target?.stage.accessLog;
    if (!settings) return;
    const line = fillLogFormat(settings.format, exchange)
      .replaceAll(/[\r\n]+/g, ' ')
      .trim();
    try {
      await needs.putAccessLog(settings.destinationArn, line);
    } catch (error) {
      needs.warn(`an access-log line was not delivered: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  };
