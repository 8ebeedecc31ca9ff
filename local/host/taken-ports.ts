import { createServer, type RequestListener, type Server } from 'node:http';
import { type PortName, type Ports, portNames } from './ports';

/** The host's servers: listening from the start, so that a port in use is known before any work is done. */
export interface TakenPorts {
  /** What answers on a port from now on; 503 until then. */
  serve(name: PortName, listener: RequestListener): void;
  /** Takes no more connections, lets requests in flight end, and settles when the last connection is closed. */
  release(...names: readonly PortName[]): Promise<void>;
}

/** Listens on 127.0.0.1 only; rejects, with nothing left open, where another program has one of the ports. */
export async function takePorts(ports: Ports): Promise<TakenPorts> {
  const listeners = new Map<PortName, RequestListener>();
  const servers = new Map<PortName, Server>();
  const release = async (...names: readonly PortName[]) => {
    await Promise.all(names.flatMap((name) => servers.get(name) ?? []).map(drain));
  };
  try {
    for (const name of portNames) {
      const listener: RequestListener = (request, response) => (listeners.get(name) ?? starting)(request, response);
      servers.set(name, await listen(ports[name], listener));
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

function listen(port: number, listener: RequestListener): Promise<Server> {
  // Header limits are API Gateway's own, which answers for them in the API's error format.
  const server = createServer({ maxHeaderSize: 64 * 1024, requestTimeout: 0 }, listener);
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

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
