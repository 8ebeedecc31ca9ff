import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A real backend on a real socket; it answers 200 `{}` unless told otherwise. */
export async function aTargetServer() {
  const arrived: Arrived[] = [];
  const well: RequestListener = (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  };
  let answer = well;
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', rawHeaders, headers } = request;
    arrived.push({ method, url, rawHeaders, headers, body: Buffer.concat(chunks) });
    answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    last: () => arrived.at(-1),
    connections: () => connections,
    answerWith: (listener: RequestListener) => {
      answer = listener;
    },
    answerWell: () => {
      answer = well;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type TargetServer = Awaited<ReturnType<typeof aTargetServer>>;
