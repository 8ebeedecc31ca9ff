import { createServer, type RequestListener, type Server } from 'node:http';
import { type PortName, type Ports, portNames } from '../../../domain/local-platform';
import { isApiHost } from '../../services/apigateway/steps/route-request';
import { type Grace, gracefulClose } from './close-gracefully';
import { underOwnNames } from './own-names';

/** The host's servers: listening from the start, so that a port in use is known before any work is done. */
export interface TakenPorts {
  /** What answers on a port from now on; 503 until then. */
  serve(name: PortName, listener: RequestListener): void;
  /** Takes no more connections, lets requests in flight end, and settles when the last connection is closed. */
  release(...names: readonly PortName[]): Promise<void>;
}

/** How long a client is waited for, in milliseconds. */
export interface ClientLimits extends Grace {
  /** For a whole head. */
  readonly head: number;
  /** For a whole request, body included. */
  readonly request: number;
}

const clientLimits: ClientLimits = { head: 10_000, request: 30_000, unfinishedRequest: 2_000, answer: 30_000 };

/** Listens on 127.0.0.1 only; rejects, with nothing left open, where another program has one of the ports. */
export async function takePorts(ports: Ports, limits = clientLimits): Promise<TakenPorts> {
  const listeners = new Map<PortName, RequestListener>();
  const closes = new Map<PortName, () => Promise<void>>();
  const release = async (...names: readonly PortName[]) => {
    await Promise.all(names.map((name) => closes.get(name)?.()));
  };
  try {
    for (const name of portNames) {
      const names = {
        port: ports[name],
        ports: Object.values(ports),
        // Content delivery asks an API under the host name that API Gateway gives it.
        ...(name === 'aws' && { isAlsoOwn: isApiHost }),
      };
      const listener: RequestListener = (request, response) => (listeners.get(name) ?? starting)(request, response);
      const server = await listen(ports[name], underOwnNames(names, listener), limits);
      closes.set(name, gracefulClose(server, limits));
    }
  } catch (error) {
    await release(...portNames);
    throw error;
  }
  return {
    serve: (name, listener) => {
      listeners.set(name, listener);
    },
    release,
  };
}

const starting: RequestListener = (request, response) => {
  request.resume();
  response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"starting"}');
};

function listen(port: number, listener: RequestListener, { head, request }: ClientLimits): Promise<Server> {
  const server = createServer(
    {
      // API Gateway's own limits are lower, and it answers for them in the API's error format.
      maxHeaderSize: 64 * 1024,
      headersTimeout: head,
      requestTimeout: request,
      connectionsCheckingInterval: Math.min(head, 1_000),
    },
    listener,
  );
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const isTaken = code === 'EADDRINUSE';
      reject(
        new Error(isTaken ? `port ${port} is in use: stop what uses it, or choose others with DIP_PORT` : message),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
