/** `tsx test/browser/serve-portal.ts [PORT]`: the portal over memory adapters, for browser tests and for a look. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { Failure } from '../../domain/failure';
import { buildPortal } from '../../scripts/portal/build-portal';
import { aPortal } from '../unit/portal/a-portal';

const root = join(__dirname, '..', '..');
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Serves it on 127.0.0.1 and answers how to reach it and what is behind it. */
export async function servePortal(port = 0) {
  const { assetFolder, assets } = await buildPortal();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { now: () => new Date(), advance: () => undefined };
  const portal = aPortal({ clock, settings: { name: 'local', portalUrl: url }, needs: { assets } });
  for (const file of specifications()) {
    await portal.publish(file).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
  }
  server.on('request', async (request, response) => {
    const path = new URL(request.url ?? '/', url).pathname;
    const asset = join(assetFolder, path);
    if (path.startsWith('/assets/') && existsSync(asset)) {
      response.writeHead(200, { 'Content-Type': types[extname(asset)] ?? 'application/octet-stream' });
      response.end(readFileSync(asset));
      return;
    }
    const answer = await portal.app.fetch(await requestOf(request, url));
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  return { url, portal, close: () => new Promise((resolve) => server.close(resolve)) };
}

function specifications(): string[] {
  const own = readdirSync(join(root, 'apis')).map((api) => join(root, 'apis', api, 'openapi.yaml'));
  const folder = join(root, '..', 'shared', 'specs');
  const shared = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
  return [...own, ...shared].filter((file) => existsSync(file));
}

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET' } = incoming;
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? '/', url), { method, headers, body });
}

if (require.main === module) {
  servePortal(Number(process.argv[2] ?? 8082)).then(({ url }) => console.log(url));
}
