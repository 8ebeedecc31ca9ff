import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long clients are waited for once a server closes, in milliseconds. */
export interface Grace {
  /** Of which no whole request has arrived. */
  readonly unfinishedRequest: number;
  /** Whose request is being answered. */
  readonly answer: number;
}

/**
 * How a server that serves from now on is closed: it takes no more connections, and that settles when the last one is
 * closed. Node looks for timed out requests no more once a server closes, so a client that never ends its request would
 * keep it open for good.
 */
export function gracefulClose(server: Server, patience: Grace): () => Promise<void> {
  const requests = new Map<Socket, IncomingMessage | undefined>();
  server.on('connection', (socket) => {
    requests.set(socket, undefined);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', (request) => requests.set(request.socket, request));
  const destroyUnfinished = () => {
    for (const [socket, request] of requests) if (!request?.complete) socket.destroy();
  };

  return () =>
    new Promise((resolve) => {
      const timers = [
        setInterval(() => server.closeIdleConnections(), 50),
        setTimeout(destroyUnfinished, patience.unfinishedRequest),
        setTimeout(() => server.closeAllConnections(), patience.answer),
      ];
      server.close(() => {
        for (const timer of timers) clearTimeout(timer);
        resolve();
      });
      server.closeIdleConnections();
    });
}
