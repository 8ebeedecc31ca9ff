import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
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

export type RecordingBackend = Awaited<ReturnType<typeof recordingBackend>>;
