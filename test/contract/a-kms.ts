import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KMSClient } from '@aws-sdk/client-kms';
import { createMovingClock } from '../../local/cloud/clock/moving-clock';
import { KeyStore } from '../../local/services/kms/key-store';
import { kms } from '../../local/services/kms/kms';

const allowedEverything = {
  principal: { type: 'Service', name: 'test' } as never,
  authorize: () => undefined,
  allows: () => true,
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The embedded cloud's KMS, in this process, behind AWS's own client. */
export async function aKms() {
  const state = { path: '', load: () => undefined, save: () => undefined, remove: () => undefined };
  const account = { id: '000000000000', region: 'eu-west-2' };
  const keys = new KeyStore({ account, state, clock: createMovingClock() });
  const service = kms(keys);
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await bodyOf(request);
    const asked = { method: 'POST', path: '/', query: new URLSearchParams(), headers, body, caller: allowedEverything };
    const answer = await service.answer(asked);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new KMSClient({
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const close = async () => {
    client.destroy();
    server.close();
    await once(server, 'close');
  };
  return { client, keys, close };
}
