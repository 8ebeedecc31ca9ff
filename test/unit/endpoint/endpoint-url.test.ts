import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpointUrl } from '../../../scripts/endpoint/endpoint-url';

let emulator: Server;
let port: number;

beforeAll(async () => {
  emulator = createServer((_request, response) => response.writeHead(403).end());
  await new Promise<void>((listening) => emulator.listen(0, '127.0.0.1', listening));
  ({ port } = emulator.address() as AddressInfo);
});
afterAll(() => new Promise((closed) => emulator.close(closed)));

test('an endpoint that answers at all is taken, by address so that buckets need no host name', async () => {
  expect((await endpointUrl(`http://localhost:${port}`)).origin).toBe(`http://127.0.0.1:${port}`);
});

const wrong = [
  ['no endpoint', undefined, /AWS_ENDPOINT_URL is not set: start an emulator/],
  ['an endpoint that is no URL', 'localhost', /"localhost", which is no URL/],
  ['AWS itself', 'https://cloudformation.eu-west-2.amazonaws.com', /AWS itself.*npm run deploy/],
  ['an endpoint where nothing answers', 'http://127.0.0.1:9', /Nothing answers at AWS_ENDPOINT_URL, .*:9/],
] as const;

test.each(wrong)('%s is refused with what to do', async (_what, given, message) => {
  await expect(endpointUrl(given)).rejects.toThrow(message);
});
