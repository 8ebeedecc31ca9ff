import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** A producer's backend that remembers what reached it and answers as the test says, 200 `{}` unless told. */
export async function recordingBackend() {
  const requests: RecordedRequest[] = [];
  const answerWell = (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  };
  let answer: RequestListener = answerWell;
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  const port = await listen(server, 19080);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    last: () => requests.at(-1),
    answerWith: (listener: RequestListener | undefined) => {
      answer = listener ?? answerWell;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The same port wherever it is free: the platform is then synthesised once for all journeys that have a backend. */
const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(listen(server, port + 1)) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve(port));
  });

export type RecordingBackend = Awaited<ReturnType<typeof recordingBackend>>;
